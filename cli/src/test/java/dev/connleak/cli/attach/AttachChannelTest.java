package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachChannelTest {

    private static final AgentArgument DUMP = new AgentArgument("dump", List.of());
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String ANSWER = """
            {"request": "ID", "agentVersion": "0.1.0", "ok": true, "exitCode": 0,
             "message": "Watching 3 clients.\\nIt took 120 ms.", "report": {"schemaVersion": "1.0"}}
            """;

    @TempDir
    Path temporaryDirectory;

    @Test
    void answerIsReadAndTakenAway() throws IOException {
        FakeDoor door = door(ANSWER, null);

        Answer answer = channel(door).ask(target(), DUMP, LONG);

        assertThat(answer.ok()).isTrue();
        assertThat(answer.message()).containsExactly("Watching 3 clients.", "It took 120 ms.");
        assertThat(String.valueOf(answer.report())).contains("schemaVersion");
        assertThat(answer.javaMajor()).isEqualTo(21);
        assertThat(door.argument).startsWith("command=dump,request=");
        assertThat(answerFiles()).isEmpty();
    }

    @Test
    void agentJarLiesInTheTargetsTemporaryDirectory() {
        FakeDoor door = door(ANSWER, null);

        channel(door).ask(target(), DUMP, LONG);

        assertThat(door.agentJar).isNotNull().hasParent(temporaryDirectory).isRegularFile();
    }

    @Test
    void falseFailureOfAnOlderTargetIsNotBelieved() {
        FakeDoor door = door(ANSWER, new AgentLoadException("0"));

        assertThat(channel(door).ask(target(), DUMP, LONG).ok()).isTrue();
    }

    @Test
    void answerCountsMoreThanAFailedStart() {
        FakeDoor door = door(ANSWER, new AgentInitializationException("agent failed", 102));

        assertThat(channel(door).ask(target(), DUMP, LONG).ok()).isTrue();
    }

    @Test
    void falseSuccessWithoutAnAnswerEndsAtTheDeadline() {
        refused(NoAnswerException.class, door(null, null), SHORT, "did not answer within 0.2 s");
    }

    @Test
    void failedLoadWithoutAnAnswerIsToldBeforeTheDeadline() {
        refused(
                AgentRefusedException.class,
                door(null, new AgentInitializationException("agent failed", 102)),
                LONG,
                "did not load the agent (agent failed): read what it wrote on its stderr");
    }

    @Test
    void dynamicLoadingThatIsSwitchedOffIsNamed() {
        refused(
                AttachForbiddenException.class,
                door(null, new AgentLoadException("Dynamic agent loading is not enabled. Use -XX:…")),
                LONG,
                "-XX:-EnableDynamicAgentLoading");
    }

    @Test
    void attachThatIsSwitchedOffIsNamed() {
        JvmDoor.Opener opener = pid -> {
            throw new AttachNotSupportedException("The VM does not support the attach mechanism");
        };

        refused(AttachForbiddenException.class, opener, LONG, "-XX:+DisableAttachMechanism");
    }

    @Test
    void silentAttachListenerIsNoAnswer() {
        JvmDoor.Opener opener = pid -> {
            throw new AttachNotSupportedException("target process 1 doesn't respond within 10500ms");
        };

        refused(NoAnswerException.class, opener, LONG, "did not answer");
    }

    @Test
    void targetThatHangsIsLeftAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        JvmDoor.Opener opener = pid -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            throw new IOException("never");
        };

        refused(NoAnswerException.class, opener, SHORT, "did not answer within 0.2 s");
        never.countDown();
    }

    @Test
    void agentOfAFarVersionIsRefused() {
        FakeDoor door = door(ANSWER.replace("0.1.0", "0.7.0"), null);

        assertThatExceptionOfType(AgentVersionException.class)
                .isThrownBy(() -> channel(door).ask(target(), DUMP, LONG))
                .withMessageEndingWith("is connleak 0.7.0, this is 0.1.0: use connleak 0.7.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"request\": \"other\", \"agentVersion\": \"0.1.0\", \"ok\": true}"})
    void answerThatIsNoneIsRefusedAndTakenAway(String answer) throws IOException {
        assertThatExceptionOfType(AgentVersionException.class)
                .isThrownBy(() -> channel(door(answer, null)).ask(target(), DUMP, LONG))
                .withMessageContaining("answered what this connleak does not understand");
        assertThat(answerFiles()).isEmpty();
    }

    private void refused(Class<? extends AttachException> type, FakeDoor door, Duration timeout, String sentence) {
        refused(type, pid -> door, timeout, sentence);
    }

    private void refused(
            Class<? extends AttachException> type, JvmDoor.Opener opener, Duration timeout, String sentence) {
        assertThatExceptionOfType(type)
                .isThrownBy(() -> new AttachChannel(opener, new AgentJar(), "0.1.0").ask(target(), DUMP, timeout))
                .withMessageContaining(sentence);
    }

    private FakeDoor door(@Nullable String answer, @Nullable Exception failure) {
        return new FakeDoor(temporaryDirectory, answer, failure);
    }

    private static AttachChannel channel(FakeDoor door) {
        return new AttachChannel(pid -> door, new AgentJar(), "0.1.0");
    }

    private static TargetProcess target() {
        return new TargetProcess(ProcessHandle.current().pid(), Path.of("/"));
    }

    private List<Path> answerFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporaryDirectory)) {
            return files.filter(file -> file.toString().contains("answer")).toList();
        }
    }
}
