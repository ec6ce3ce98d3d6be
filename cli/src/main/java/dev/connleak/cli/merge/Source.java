package dev.connleak.cli.merge;

import dev.connleak.cli.report.Jvm;
import dev.connleak.cli.report.Report;
import dev.connleak.cli.report.ReportFile;
import java.nio.file.Path;

/** A report file that was read, without its tables and findings. */
public record Source(Path path, Report head) {

    static Source of(ReportFile file) {
        return new Source(file.path(), file.report().head());
    }

    /** What tells its JVM from all others; a file that doesn't say stands for a JVM of its own. */
    public String instance() {
        String instance = head.jvm().instance();
        return instance == null ? path.toString() : instance;
    }

    /** The JVM as people call it: {@code web1/4711}. */
    public String jvmName() {
        Jvm jvm = head.jvm();
        return (jvm.host() == null ? "?" : jvm.host()) + "/" + (jvm.pid() == null ? "?" : jvm.pid());
    }

    /** Whether this report was written later than another one of the same JVM. */
    boolean laterThan(Source other) {
        int bySequence = Long.compare(sequence(), other.sequence());
        int byTime = bySequence != 0 ? bySequence : writtenAt().compareTo(other.writtenAt());
        return (byTime != 0 ? byTime : path.compareTo(other.path)) > 0;
    }

    private long sequence() {
        return head.sequence() == null ? -1 : head.sequence();
    }

    private String writtenAt() {
        return head.time().at() == null ? "" : head.time().at();
    }
}
