package dev.connleak.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which JVM the report is about, which agent wrote it, when, and on what occasion. */
public final class Run {
    public final String toolVersion;
    public final Trigger trigger;
    public final Time time;
    public final Jvm jvm;
    public final Map<String, String> labels;

    public Run(String toolVersion, Trigger trigger, Time time, Jvm jvm, Map<String, String> labels) {
        this.toolVersion = toolVersion;
        this.trigger = trigger;
        this.time = time;
        this.jvm = jvm;
        this.labels = Report.copy(labels);
    }

    public static final class Trigger {
        /** start, exit, request, interval or exhaustion. */
        public final String name;

        public final int sequence;
        public final Moment countsSince;

        public Trigger(String name, int sequence, Moment countsSince) {
            this.name = name;
            this.sequence = sequence;
            this.countsSince = countsSince;
        }
    }

    public static final class Time {
        public final Moment at;
        public final @Nullable Long jvmUptimeMillis;
        public final long watchedMillis;
        /** premain or attach. */
        public final String mode;

        public Time(Moment at, @Nullable Long jvmUptimeMillis, long watchedMillis, String mode) {
            this.at = at;
            this.jvmUptimeMillis = jvmUptimeMillis;
            this.watchedMillis = watchedMillis;
            this.mode = mode;
        }
    }

    public static final class Jvm {
        public final String instance;
        public final @Nullable Moment startedAt;
        public final @Nullable Long pid;
        public final @Nullable String vendor;
        public final @Nullable String version;
        public final @Nullable String mainClass;
        public final @Nullable String host;

        public Jvm(
                String instance,
                @Nullable Moment startedAt,
                @Nullable Long pid,
                @Nullable String vendor,
                @Nullable String version,
                @Nullable String mainClass,
                @Nullable String host) {
            this.instance = instance;
            this.startedAt = startedAt;
            this.pid = pid;
            this.vendor = vendor;
            this.version = version;
            this.mainClass = mainClass;
            this.host = host;
        }
    }
}
