package dev.connleak.cli.launch;

import java.io.IOException;
import java.io.InputStream;

/** Says what it hears; with an argument it says that on stderr and fails. */
public final class Echo {

    private Echo() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.err.println(args[0]);
            System.exit(3);
        }
        InputStream in = System.in;
        for (int c = in.read(); c >= 0; c = in.read()) {
            System.out.write(c);
            System.out.flush();
        }
    }
}
