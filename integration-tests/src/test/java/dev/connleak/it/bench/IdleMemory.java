package dev.connleak.it.bench;

import dev.connleak.client.Transport;
import dev.connleak.it.ClassPath;
import dev.connleak.it.load.IdleProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What an idle connection of the reference transport takes of the heap, as the growth between two numbers of them. */
final class IdleMemory {
    private static final int WARM = 20_000;

    /** The first ones bring classes and unwarmed stacks with them. */
    private static final int BEFORE = 1_200;

    private static final int MORE = 2_000;

    private IdleMemory() {}

    static long bytesPerConnection(Path home) throws IOException {
        List<String> command = List.of(
                home.resolve("bin/java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-cp",
                ClassPath.entry(IdleProgram.class) + File.pathSeparator + ClassPath.entry(Transport.class),
                IdleProgram.class.getName(),
                Integer.toString(BEFORE + MORE));
        try (Participant server = new Participant(Contenders.server());
                Participant client = new Participant(command)) {
            String url = "http://127.0.0.1:" + server.tell("port") + "/200";
            client.tell("warm " + url + " " + WARM);
            long before = Long.parseLong(client.tell("idle " + url + " " + BEFORE));
            long after = Long.parseLong(client.tell("idle " + url + " " + (BEFORE + MORE)));
            return (after - before) / MORE;
        }
    }
}
