package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void forgetsTheBody() throws Exception {
        InputStream body = URI.create(System.getProperty("server")).toURL().openStream(); // @site
        assertEquals('a', body.read());
    }
}
