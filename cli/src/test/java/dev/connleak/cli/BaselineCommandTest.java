package dev.connleak.cli;

import static dev.connleak.cli.CommandRun.sample;
import static dev.connleak.cli.CommandRun.text;
import static dev.connleak.cli.CommandRun.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTest {

    @TempDir
    Path directory;

    private Path list;

    @BeforeEach
    void list() {
        list = directory.resolve("connleak-baseline.json");
    }

    @Test
    void addTakesEveryCauseAndTheGatePassesFromThenOn() {
        CommandRun add = CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", list);

        assertThat(add.code()).isZero();
        assertThat(add.flat())
                .contains("+ Orders.poll, body-abandoned, clf1:9f2c4be01d7a5c33")
                .contains("Added 3 causes to " + list + ", which now has 3.");
        assertThat(CommandRun.of(
                                "gate",
                                "--allow-partial",
                                "--fail-on=suspect",
                                "--severity=waste",
                                "--baseline",
                                list,
                                sample("leaks.json"))
                        .code())
                .isZero();
    }

    @Test
    void addKeepsWhatIsThereAndChangesNothingTheSecondTime() {
        CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", list, "--note", "first");
        String before = text(list);

        CommandRun again =
                CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", list, "--note", "second");

        assertThat(again.flat()).contains("Added 0 causes");
        assertThat(text(list)).isEqualTo(before).contains("first").doesNotContain("second", "\"count\"", "2026");
    }

    @Test
    void causeWithoutAPathIsKnownByItsSite() {
        Path report = ReportDraft.of("leaks.json")
                .oneFinding()
                .finding(0, finding -> finding.putArray("stacks"))
                .in(directory, "r.json");

        CommandRun.of("baseline", "add", report, "--baseline", list);

        assertThat(text(list)).contains("{\"fingerprint\": null, \"site\": \"cls1:77aa01b2c3d4e5f6\"");
        assertThat(CommandRun.of("gate", "--allow-partial", "--baseline", list, sample("leaks.json"))
                        .code())
                .isZero();
    }

    @Test
    void fileThatCannotBeReadChangesNothing() {
        CommandRun add = CommandRun.of(
                "baseline", "add", sample("leaks.json"), written(directory, "r.json", "{"), "--baseline", list);

        assertThat(add.code()).isEqualTo(3);
        assertThat(Files.exists(list)).isFalse();
    }

    @Test
    void pruneTakesNothingOutThatTheReportsCouldNotHaveShown() {
        CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", list);
        String before = text(list);

        CommandRun prune = CommandRun.of("baseline", "prune", sample("quiet.json"), "--baseline", list, "--yes");

        assertThat(prune.code()).isZero();
        assertThat(prune.flat())
                .contains("? Orders.poll, body-abandoned, clf1:9f2c4be01d7a5c33")
                .contains("Not exercised by these reports, and kept: 3 causes.")
                .contains("Took 0 causes out of");
        assertThat(text(list)).isEqualTo(before);
    }

    @Test
    void pruneTakesOutWhatNoLongerLeaksAndOnlyWhenAsked() {
        CommandRun.of("baseline", "add", sample("leaks.json"), "--baseline", list);
        // The first line ran, and closes early now instead of leaking.
        Path mended = ReportDraft.of("leaks.json")
                .finding(
                        0,
                        finding -> finding.put("kind", "closed-early")
                                .put("severity", "waste")
                                .put("fingerprint", "clf1:00000000000000aa"))
                .in(directory, "r.json");

        CommandRun asked = CommandRun.of("baseline", "prune", mended, "--baseline", list);
        assertThat(asked.flat()).contains("- Orders.poll, body-abandoned").contains("--yes does it.");
        assertThat(text(list)).contains("clf1:9f2c4be01d7a5c33");

        CommandRun done = CommandRun.of("baseline", "prune", mended, "--baseline", list, "--yes");
        assertThat(done.flat()).contains("Took 1 cause out of");
        assertThat(text(list)).doesNotContain("clf1:9f2c4be01d7a5c33").contains("clf1:1b00c0ffee15bad5");
    }

    @Test
    void jsonIsTheListThatWouldBeAdded() {
        CommandRun add = CommandRun.of("baseline", "add", "--json", sample("leaks.json"), "--baseline", list);

        assertThat(add.out()).isEqualTo(text(list));
    }

    @Test
    void withoutAVerbItIsWrongUsage() {
        assertThat(CommandRun.of("baseline").code()).isEqualTo(2);
    }
}
