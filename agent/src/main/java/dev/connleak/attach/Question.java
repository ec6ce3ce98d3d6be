package dev.connleak.attach;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One command to the agent in another JVM, and the file in which that answers. */
final class Question {
    /** As long as an agent may take to start in a JVM that is busy. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** An answer may still come after a load that is said to have failed. */
    private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_EVERY_MILLIS = 20;

    private final String request = UUID.randomUUID().toString();
    private final String command;
    private final String options;
    private String javaVersion = "";

    /** @param options of the form {@code name=value}, separated by commas; may be empty */
    Question(String command, String options) {
        this.command = command;
        this.options = options;
    }

    /** Asks, and waits; what the attach itself reports counts only where no answer comes. */
    Answer ask(long pid, File jar, String version) throws RefusalException, IOException, InterruptedException {
        AttachApi api = AttachApi.to(pid);
        Properties properties = api.systemProperties();
        javaVersion = properties.getProperty("java.specification.version", "");
        File file = new File(properties.getProperty("java.io.tmpdir", "/tmp"), "connleak-answer-" + request + ".json");
        long until = System.nanoTime() + PATIENCE_NANOS;
        RefusalException hint = new RefusalException("process " + pid + " did not answer within 30 s: read its stderr");
        try {
            api.load(
                    jar,
                    "command=" + command + ",request=" + request + ",version=" + version
                            + (options.isEmpty() ? "" : "," + options));
        } catch (RefusalException failed) {
            hint = failed;
            until = System.nanoTime() + AFTER_FAILURE_NANOS;
        } finally {
            api.close();
        }
        while (!file.exists()) {
            if (System.nanoTime() - until >= 0) {
                throw hint;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        try {
            return Answer.read(file);
        } finally {
            file.delete();
        }
    }

    /** Of the JVM that was asked, such as 1.8 or 21; empty before that. */
    String javaVersion() {
        return javaVersion;
    }

    /** What came back. */
    static final class Answer {
        final boolean ok;
        final int exitCode;
        final String message;
        /** As JSON. */
        final @Nullable String report;

        private Answer(boolean ok, int exitCode, String message, @Nullable String report) {
            this.ok = ok;
            this.exitCode = exitCode;
            this.message = message;
            this.report = report;
        }

        static Answer read(File file) throws IOException {
            boolean ok = false;
            int exitCode = -1;
            String message = "";
            String report = null;
            try (JsonParser json = new JsonFactory().createParser(file)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (name.equals("ok")) {
                        ok = json.getBooleanValue();
                    } else if (name.equals("exitCode")) {
                        exitCode = json.getIntValue();
                    } else if (name.equals("message")) {
                        message = json.getText();
                    } else if (name.equals("report") && value == JsonToken.START_OBJECT) {
                        report = copied(json);
                    } else {
                        json.skipChildren();
                    }
                }
            }
            return new Answer(ok, exitCode, message, report);
        }

        private static String copied(JsonParser json) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = new JsonFactory().createGenerator(text)) {
                copy.useDefaultPrettyPrinter();
                copy.copyCurrentStructure(json);
            }
            return text.toString();
        }
    }
}
