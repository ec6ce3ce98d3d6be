package dev.connleak.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the kernel says of the two sides of a server's connections. */
final class Kernel {
    /** In the kernel's order, from 1 (include/net/tcp_states.h). */
    enum State {
        ESTABLISHED,
        SYN_SENT,
        SYN_RECV,
        FIN_WAIT1,
        FIN_WAIT2,
        TIME_WAIT,
        CLOSE,
        CLOSE_WAIT,
        LAST_ACK,
        LISTEN,
        CLOSING,
        NEW_SYN_RECV
    }

    /** Addresses as the report writes them: {@code 127.0.0.1:80}. */
    record Pair(String local, String remote, State state) {}

    private Kernel() {}

    static List<Pair> clientSide(int serverPort) {
        return sockets(pair -> pair.remote().endsWith(":" + serverPort));
    }

    static List<Pair> serverSide(int serverPort) {
        return sockets(pair -> pair.local().endsWith(":" + serverPort) && pair.state() != State.LISTEN);
    }

    /** TIME_WAIT belongs to nobody any more, and which side has it is a race where both close: it is left out. */
    static SortedMap<State, Integer> states(List<Pair> pairs) {
        SortedMap<State, Integer> counts = new TreeMap<>();
        pairs.stream()
                .map(Pair::state)
                .filter(state -> state != State.TIME_WAIT)
                .forEach(state -> counts.merge(state, 1, Integer::sum));
        return counts;
    }

    private static List<Pair> sockets(Predicate<Pair> wanted) {
        List<Pair> found = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1).map(Kernel::pair).filter(wanted).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static Pair pair(String line) {
        String[] fields = line.trim().split("\\s+");
        State state = State.values()[Integer.parseInt(fields[3], 16) - 1];
        return new Pair(address(fields[1]), address(fields[2]), state);
    }

    /** Words of four bytes, each in the machine's order (little-endian here); v4-mapped addresses end in the v4 one. */
    private static String address(String hex) {
        int colon = hex.indexOf(':');
        String words = hex.substring(0, colon);
        String last = words.substring(words.length() - 8);
        List<String> bytes = new ArrayList<>();
        for (int i = 6; i >= 0; i -= 2) {
            bytes.add(Integer.toString(Integer.parseInt(last.substring(i, i + 2), 16)));
        }
        return String.join(".", bytes) + ":" + Integer.parseInt(hex.substring(colon + 1), 16);
    }
}
