package dev.connleak.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** The smallest program that leaks: it asks once, and forgets the answer's body. */
public final class OneLeak {

    /** That of {@link dev.connleak.cli.launch.Workbench#QUIET}: what is open at the end is then seen to be idle. */
    private static final long CLOSING_MILLIS = 1200;

    private OneLeak() {}

    public static void main(String[] args) throws Exception {
        System.out.println(forgets(URI.create(args[0])));
        Thread.sleep(CLOSING_MILLIS);
    }

    private static int forgets(URI uri) throws IOException {
        InputStream in = uri.toURL().openStream();
        return in.read();
    }
}
