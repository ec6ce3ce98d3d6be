package dev.connleak.cli;

import dev.connleak.cli.judge.Known;
import dev.connleak.cli.judge.KnownCause;
import dev.connleak.cli.judge.KnownFile;
import dev.connleak.cli.judge.Suppression;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what is known already. */
final class KnownMixin {

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Causes that were there before. Default: connleak-baseline.json, from here upward.")
    private @Nullable Path baseline;

    @Option(
            names = "--suppressions",
            paramLabel = "FILE",
            description =
                    "Causes that are let pass for a reason. Default: connleak-suppressions.json, from here upward.")
    private @Nullable Path suppressions;

    Known known() {
        Path causes = baseline == null ? KnownFile.BASELINE.upwardFrom(Repository.working()) : baseline;
        Path passes = suppressions == null ? KnownFile.SUPPRESSIONS.upwardFrom(Repository.working()) : suppressions;
        List<KnownCause> before = causes == null ? List.of() : KnownFile.BASELINE.read(causes);
        List<Suppression> suppressed = passes == null ? List.of() : KnownFile.SUPPRESSIONS.read(passes);
        return new Known(before, suppressed, LocalDate.now(ZoneOffset.UTC));
    }
}
