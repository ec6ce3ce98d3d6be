package shop;

import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.net.URI;
import org.junit.Test;

public class CartTest {
    @Test
    public void isFilled() throws Exception {
        byte[] buffer = new byte[8192];
        int all = 0;
        try (InputStream body = URI.create(System.getProperty("server")).toURL().openStream()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                all += read;
            }
        }
        assertTrue(all > 0);
        System.out.println("the cart is full");
    }
}
