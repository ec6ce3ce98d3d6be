package dev.connleak.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The JSON Schema of the report, and the names by which a report refers to it. */
public final class ReportSchema {
    public static final String ID = "urn:connleak:report:1";
    public static final String SCHEMA_VERSION = "1.0";

    private static final String RESOURCE = "report.schema.json";

    private ReportSchema() {}

    public static String text() throws IOException {
        try (InputStream in = ReportSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is not beside " + ReportSchema.class);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return bytes.toString("UTF-8");
        }
    }
}
