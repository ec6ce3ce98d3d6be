package shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ReadTest {
    @Test
    void readsTheBody() throws Exception {
        try (InputStream body = URI.create(System.getProperty("server")).toURL().openStream()) {
            assertTrue(body.readAllBytes().length > 0);
        }
    }
}
