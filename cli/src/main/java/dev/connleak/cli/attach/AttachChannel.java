package dev.connleak.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one command to the agent in another JVM and waits for its answer.
 *
 * <p>(a) Every call into the target may hang for as long as the target does (a stopped process, a full heap), so they happen
 * on a daemon thread and only this thread keeps the deadline.
 *
 * <p>(b) What the attach protocol reports is only a hint. A JDK 8 target makes newer JDKs throw {@code AgentLoadException: 0}
 * though the agent runs; from 21 on a target refuses an agent with the status of a success, and leaves it to the client to
 * read the words behind it. A hint of failure shortens the wait, so that the user is not kept waiting for an answer that
 * can hardly come; it never replaces the answer.
 *
 * <p>(c) A failed load costs the target a JVMTI environment each time, so nothing is ever tried again.
 */
public final class AttachChannel implements Channel, LiveChannel {

    /** The message of a load that a JDK 8 target carried out. */
    private static final String FALSE_FAILURE = "0";

    /** What the JDK says of a JVM whose attach mechanism is switched off; all else it says means that nobody answered. */
    private static final String FORBIDDEN = "does not support the attach mechanism";

    private static final Duration AFTER_FAILED_LOAD = Duration.ofSeconds(2);
    private static final long LOOK_EVERY_MILLIS = 20;

    private final JvmDoor.Opener opener;
    private final AgentJar agentJar;
    private final String ownVersion;

    public AttachChannel(String ownVersion) {
        this(JdkDoor::open, new AgentJar(), ownVersion);
    }

    AttachChannel(JvmDoor.Opener opener, AgentJar agentJar, String ownVersion) {
        this.opener = opener;
        this.agentJar = agentJar;
        this.ownVersion = ownVersion;
    }

    @Override
    public Answer ask(long pid, AgentArgument argument, Duration timeout) {
        return ask(TargetProcess.find(pid), argument, timeout);
    }

    @Override
    public Feed watch(long pid, Duration timeout) {
        Asked asked = asked(TargetProcess.find(pid), new AgentArgument("watch", List.of()), timeout);
        return new AnswerFeed(pid, asked.file(), asked.first());
    }

    Answer ask(TargetProcess target, AgentArgument argument, Duration timeout) {
        Asked asked = asked(target, argument, timeout);
        asked.file().remove();
        return asked.first();
    }

    private record Asked(AnswerFile file, Answer first) {}

    private Asked asked(TargetProcess target, AgentArgument argument, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Executor daemon = task -> {
            Thread thread = new Thread(task, "connleak-attach");
            thread.setDaemon(true);
            thread.start();
        };
        Opened opened = opened(target, CompletableFuture.supplyAsync(() -> open(target, timeout), daemon), timeout);
        Path inTarget = Path.of("/").resolve(opened.properties().getProperty("java.io.tmpdir", "/tmp"));
        Path seenFromHere = target.seenFromHere(inTarget);
        AnswerFile.clear(seenFromHere, Instant.now());
        Path jar = inTarget.resolve(agentJar.in(seenFromHere).getFileName());
        String request = UUID.randomUUID().toString();
        AnswerFile file = new AnswerFile(target.pid(), request, seenFromHere);
        CompletableFuture<Void> loading = CompletableFuture.runAsync(
                () -> load(target, opened.door(), jar, argument.forRequest(request, ownVersion)), daemon);
        try {
            Answer first = await(target, file, loading, deadline, timeout, javaMajor(opened.properties()));
            return new Asked(file, understood(target, first));
        } catch (RuntimeException e) {
            file.remove();
            throw e;
        }
    }

    private record Opened(JvmDoor door, Properties properties) {}

    private Opened open(TargetProcess target, Duration timeout) {
        try {
            JvmDoor door = opener.open(target.pid());
            return new Opened(door, door.systemProperties());
        } catch (AttachNotSupportedException e) {
            if (String.valueOf(e.getMessage()).contains(FORBIDDEN)) {
                throw new AttachForbiddenException(target.pid(), "-XX:+DisableAttachMechanism", e);
            }
            throw new NoAnswerException(target.pid(), timeout.toMillis());
        } catch (IOException e) {
            throw unreachable(target, e);
        }
    }

    private static AttachException unreachable(TargetProcess target, IOException e) {
        if (ProcessHandle.of(target.pid()).isEmpty()) {
            return new NoSuchProcessException(target.pid());
        }
        return String.valueOf(e.getMessage()).contains("not permitted")
                ? new OtherUserException(target.pid(), e)
                : new AgentRefusedException(target.pid(), e);
    }

    private static Opened opened(TargetProcess target, CompletableFuture<Opened> opening, Duration timeout) {
        try {
            return opening.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException(target.pid(), timeout.toMillis());
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void load(TargetProcess target, JvmDoor door, Path jar, String argument) {
        try (door) {
            door.load(jar, argument);
        } catch (AgentLoadException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("Dynamic agent loading is not enabled")) {
                throw new AttachForbiddenException(target.pid(), "-XX:-EnableDynamicAgentLoading", e);
            }
            if (!message.equals(FALSE_FAILURE)) {
                throw new AgentRefusedException(target.pid(), e);
            }
        } catch (AgentInitializationException | IOException e) {
            throw new AgentRefusedException(target.pid(), e);
        }
    }

    private static Answer await(
            TargetProcess target,
            AnswerFile file,
            CompletableFuture<Void> loading,
            long deadline,
            Duration timeout,
            int javaMajor) {
        long end = deadline;
        @Nullable RuntimeException hint = null;
        while (true) {
            Answer answer = file.take(javaMajor);
            if (answer != null) {
                return answer;
            }
            if (hint == null && loading.isCompletedExceptionally()) {
                hint = failure(loading);
                end = Math.min(end, System.nanoTime() + AFTER_FAILED_LOAD.toNanos());
            }
            if (hint instanceof AttachForbiddenException) {
                throw hint;
            }
            if (System.nanoTime() - end >= 0) {
                throw hint == null ? new NoAnswerException(target.pid(), timeout.toMillis()) : hint;
            }
            pause();
        }
    }

    private Answer understood(TargetProcess target, Answer answer) {
        if (!Compatibility.between(ownVersion, answer.agentVersion())) {
            throw new AgentVersionException(target.pid(), answer.agentVersion(), ownVersion);
        }
        return answer;
    }

    private static int javaMajor(Properties properties) {
        String version = properties.getProperty("java.specification.version", "");
        try {
            return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        } catch (NumberFormatException e) {
            // Only a remark depends on it.
            return 0;
        }
    }

    private static RuntimeException failure(CompletableFuture<Void> loading) {
        try {
            loading.join();
            throw new IllegalStateException("a load that failed has no failure");
        } catch (CompletionException e) {
            return rethrown(e.getCause());
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for another JVM", e);
    }
}
