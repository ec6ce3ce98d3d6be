package dev.connleak.it;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The JDK's own way to put an agent into a running JVM. */
final class Attach {
    /** It takes a second, and for ever where the agent waits for the application. */
    private static final Duration ATTACHED = Duration.ofSeconds(60);

    private Attach() {}

    /** Returns when the agent is at work. */
    static void agent(TargetJvm jvm, String argument) {
        FutureTask<String> attaching = new FutureTask<>(() -> load(jvm, argument));
        Thread thread = new Thread(attaching, "attach");
        thread.setDaemon(true);
        thread.start();
        try {
            attaching.get(ATTACHED.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(jvm.story(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the attach does not return within " + ATTACHED + "\n" + jvm.story(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Answers what the JVM said of it. */
    private static String load(TargetJvm jvm, String argument)
            throws IOException, AttachNotSupportedException, AgentLoadException, AgentInitializationException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(AgentJar.path().toString(), argument);
            return "loaded";
        } catch (AgentLoadException e) {
            // JDK 8 answers 0 for "loaded"; newer ones expect a sentence, and take the number for an error.
            if ("0".equals(e.getMessage())) {
                return "0";
            }
            throw e;
        } finally {
            machine.detach();
        }
    }
}
