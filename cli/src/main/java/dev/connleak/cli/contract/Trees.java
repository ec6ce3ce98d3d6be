package dev.connleak.cli.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file as a tree. */
public final class Trees {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** As many as Jackson looks at to tell encodings apart; JSON in UTF-8 begins with none of these bytes. */
    private static final int HEAD_BYTES = 4;

    private Trees() {}

    /** Null where the file is not there, can't be read or is no JSON: why, the report's reader says better. */
    public static @Nullable JsonNode read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!utf8(in)) {
                return null;
            }
            JsonNode tree = MAPPER.readTree(in);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    /** All that connleak writes is UTF-8. Jackson would read UTF-16 and UTF-32 as well, which other commands refuse. */
    private static boolean utf8(InputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        for (byte each : head) {
            if (each == 0 || each == (byte) 0xfe || each == (byte) 0xff) {
                return false;
            }
        }
        return true;
    }
}
