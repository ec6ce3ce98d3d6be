package dev.connleak.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connleak.cli.attach.Answer;
import dev.connleak.cli.attach.TargetFacts;
import dev.connleak.cli.doctor.Check.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetChecksTest {

    private static final String WELL = """
            {"agent": {"state": "active", "since": "2026-03-01T12:00:00.000Z", "reason": null, "internalErrors": 0,
                       "selfTest": "passed"},
             "time": {"mode": "premain", "watchedMillis": 60000},
             "countsSince": "2026-03-01T12:00:00.000Z",
             "config": {"options": [{"name": "report", "value": null}], "problems": []},
             "coverage": {"clients": [
               {"client": "okhttp", "version": "4.12.0", "state": "watched", "verdicts": "on", "missing": []},
               {"client": "jetty", "version": null, "state": "not-loaded", "verdicts": null, "missing": []}]},
             "limits": {"capacity": 100000, "dropped": 0},
             "totals": {"exchanges": 7},
             "findings": []}
            """;

    @TempDir
    private Path directory;

    @Test
    void aWatchedJvmThatIsWellNeedsNothing() throws JsonProcessingException {
        assertThat(checks(WELL))
                .extracting(Check::name, Check::state)
                .containsExactly(
                        tuple("process", State.OK),
                        tuple("start options", State.OK),
                        tuple("attach", State.OK),
                        tuple("agent", State.OK),
                        tuple("options", State.OK),
                        tuple("clients", State.OK),
                        tuple("exchanges", State.OK),
                        tuple("ledger", State.OK),
                        tuple("report", State.OK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agent     | \"active\"              | \"off-by-errors\"            | off-by-errors since",
                "agent     | \"passed\"              | \"failed\"                   | its self-test failed",
                "agent     | \"internalErrors\": 0   | \"internalErrors\": 3        | 3 errors of its own",
                "options   | \"problems\": []        | \"problems\": [\"no helpAfter\"] | no helpAfter",
                "clients   | \"verdicts\": \"on\", \"missing\": [] | \"verdicts\": \"off\", \"missing\": [\"A.b\"] "
                        + "| okhttp 4.12.0 watched, verdicts off, missing A.b",
                "clients   | \"state\": \"watched\"  | \"state\": \"not-loaded\"     | none of the clients",
                "exchanges | \"exchanges\": 7        | \"exchanges\": 0             | none was seen since 2026-03-01",
                "ledger    | \"dropped\": 0          | \"dropped\": 5               | 5 entries did not fit"
            })
    void whatIsNotWellIsNamedWithTheNextStep(String name, String from, String to, String found)
            throws JsonProcessingException {
        assertThat(WELL).contains(from);

        assertThat(checks(WELL.replace(from, to)))
                .filteredOn(check -> check.state() != State.OK)
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo(name);
                    assertThat(check.state()).isEqualTo(State.ATTENTION);
                    assertThat(check.found()).contains(found);
                    assertThat(check.next()).isNotBlank();
                });
    }

    @Test
    void aReportPathIsLookedAtWhereTheJvmSeesIt() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(report(directory + "/leaks/")).isEqualTo(State.OK);
        assertThat(report(directory + "/a/b/report.json")).isEqualTo(State.OK);
        assertThat(report(file + "/leaks/")).isEqualTo(State.ATTENTION);
    }

    @Test
    void aJvmWithoutTheAgentIsToldHowToGetIt() {
        Check check = absent(facts(List.of(), false));

        assertThat(check.state()).isEqualTo(State.ATTENTION);
        assertThat(check.found()).contains("can be reached", "no connleak agent");
        assertThat(check.next()).startsWith("connleak attach 4711 loads it now");
    }

    @Test
    void aJvmThatWasStartedWithAnAgentThatStayedOutIsToldWhereToRead() {
        assertThat(absent(facts(List.of(), true)).next()).contains("its first lines on stderr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void aJvmThatRefusesAgentsIsToldByItsFlag(String flag) {
        assertThat(checksOfAbsent(facts(List.of(flag), false)))
                .filteredOn(check -> check.name().equals("start options"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.state()).isEqualTo(State.ATTENTION);
                    assertThat(check.found()).startsWith(flag);
                });
    }

    @Test
    void aLeakThatWasNotFoundIsAFaultOfTheSelfTest() throws JsonProcessingException {
        String found = "{\"findings\": [{\"grade\": \"proven\", \"site\": {\"class\": \"" + OneLeak.class.getName()
                + "\", \"method\": \"forgets\"}}]}";

        assertThat(SelfTest.judged(json(found)).state()).isEqualTo(State.OK);
        assertThat(SelfTest.judged(json("{\"findings\": []}")).state()).isEqualTo(State.ATTENTION);
    }

    private State report(String path) throws JsonProcessingException {
        return checks(WELL.replace("\"value\": null", "\"value\": \"" + path + "\"")).stream()
                .filter(check -> check.name().equals("report"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static List<Check> checks(String report) throws JsonProcessingException {
        return checks(facts(List.of(), true), answer(true, "", json(report)));
    }

    private static Check absent(TargetFacts facts) {
        return checksOfAbsent(facts).stream()
                .filter(check -> check.name().equals("attach"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Check> checksOfAbsent(TargetFacts facts) {
        return checks(facts, answer(false, "no connleak agent watches this JVM", null));
    }

    private static List<Check> checks(TargetFacts facts, Answer answer) {
        return new TargetChecks((pid, argument, timeout) -> answer, pid -> facts, Duration.ofSeconds(1)).all(4711);
    }

    private static TargetFacts facts(List<String> flags, boolean startedWithAgent) {
        return new TargetFacts(4711, false, flags, startedWithAgent);
    }

    private static Answer answer(boolean ok, String message, @Nullable JsonNode report) {
        return new Answer("0.1.0", ok, ok ? 0 : 4, List.of(message), report, 17);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
