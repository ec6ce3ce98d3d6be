package shop;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.net.URI;
import org.junit.Test;

public class ShopTest {
    @Test
    public void forgetsTheBody() throws Exception {
        InputStream body = URI.create(System.getProperty("server")).toURL().openStream(); // @site
        assertEquals('a', body.read());
    }
}
