package orders;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Asks the server whose address is the property {@code server}. */
public final class Orders {
    private Orders() {}

    /** How long the answer is; as it should be done. */
    public static int length() throws IOException {
        try (InputStream body = open()) {
            return body.readAllBytes().length;
        }
    }

    public static InputStream open() throws IOException {
        return URI.create(System.getProperty("server")).toURL().openConnection().getInputStream();
    }
}
