package shop;

import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ExitTest {
    private static InputStream body;

    @Test
    void endsTheJvm() throws Exception {
        body = URI.create(System.getProperty("server")).toURL().openStream(); // @site
        System.exit(body.read() == 'a' ? 0 : 1);
    }
}
