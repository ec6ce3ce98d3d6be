package dev.connleak.track;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Linux kernel says of the TCP sockets of this network namespace, read once from {@code /proc/self/net}.
 *
 * <p>Four facts shape the code. (a) A Java socket is usually an IPv6 one, so an IPv4 connection stands in {@code tcp6}
 * as {@code ::ffff:a.b.c.d}, and in {@code tcp} under {@code preferIPv4Stack}: both files are read and every address is
 * kept in its 16-byte form. (b) Addresses are printed as 32-bit words in the host's byte order, ports are not. (c) Rows
 * of dead sockets stay: TIME_WAIT for minutes, orphans (inode 0) as long as the peer is silent; they are found by
 * address but never listed. (d) The namespace may hold other processes, so only a row whose inode is one of our own
 * descriptors is listed.
 */
public final class KernelSockets implements Peers {
    // include/net/tcp_states.h; 0C, a request not yet accepted, never shows under that number.
    private static final @Nullable String[] STATES = {
        null,
        "ESTABLISHED",
        "SYN_SENT",
        "SYN_RECV",
        "FIN_WAIT1",
        "FIN_WAIT2",
        "TIME_WAIT",
        "CLOSE",
        "CLOSE_WAIT",
        "LAST_ACK",
        "LISTEN",
        "CLOSING"
    };
    private static final int TIME_WAIT = 6;
    private static final int LISTEN = 10;
    private static final long NO_INODE = 0;
    /** Some 25 µs each: a quarter of a second. */
    static final int MOST_DESCRIPTORS = 10_000;
    // A row of tcp6 has 170 to 200 bytes; what we read ends before column 150.
    private static final int LONGEST_ROW = 512;

    private final Map<Tuple, Entry> entries = new HashMap<>();
    private final Set<Integer> listeningPorts = new HashSet<>();
    private final boolean littleEndian;

    private KernelSockets(ByteOrder order) {
        littleEndian = order == ByteOrder.LITTLE_ENDIAN;
    }

    /** Null where the kernel cannot be asked: no Linux, or a sandbox without these files. */
    public static @Nullable KernelSockets read(File procNet) {
        return read(procNet, ByteOrder.nativeOrder());
    }

    static @Nullable KernelSockets read(File procNet, ByteOrder order) {
        File four = new File(procNet, "tcp");
        File six = new File(procNet, "tcp6");
        if (!four.exists() && !six.exists()) {
            return null;
        }
        try {
            KernelSockets sockets = new KernelSockets(order);
            sockets.load(four);
            sockets.load(six);
            return sockets;
        } catch (IOException | SecurityException unreadable) {
            // Half a table would make a live socket look closed: no descriptor left, or a sandbox.
            return null;
        }
    }

    /** Addresses are literals with a port: {@code 127.0.0.1:80}, {@code [::1]:80}. */
    public @Nullable Entry find(String local, String remote) {
        Endpoint from = Endpoint.parse(local);
        Endpoint to = Endpoint.parse(remote);
        return from == null || to == null ? null : entries.get(new Tuple(from, to));
    }

    /**
     * Whether the peer has closed a connection and we have not; null where there is no row. A server on this machine that
     * has stopped listening does not count: it ended before its client, as a test's does.
     */
    @Override
    public @Nullable Boolean closedByPeer(String local, String remote) {
        Entry entry = find(local, remote);
        if (entry == null) {
            return null;
        }
        Endpoint peer = entry.tuple.remote;
        return "CLOSE_WAIT".equals(entry.state) && !(peer.isLoopback() && !listeningPorts.contains(peer.port));
    }

    /** Addresses are of 4 or 16 bytes, as {@link InetAddress#getAddress} gives them. */
    public @Nullable Entry find(byte[] local, int localPort, byte[] remote, int remotePort) {
        return entries.get(new Tuple(Endpoint.of(local, localPort), Endpoint.of(remote, remotePort)));
    }

    /** Ports on which somebody in this namespace listens; a socket with such a local port was accepted. */
    public Set<Integer> listeningPorts() {
        return Collections.unmodifiableSet(listeningPorts);
    }

    /**
     * The live sockets of this process that were connected, not accepted, and that nobody tracks; by address. Descriptors are
     * asked only as long as a socket's owner is not known, and {@link #MOST_DESCRIPTORS} at most.
     *
     * @param tracked what {@link #find} gave: left out
     * @param fdInfo {@code /proc/self/fdinfo}, which names the inode of each descriptor since Linux 5.14
     * @return null where the kernel does not say which sockets are ours
     */
    public @Nullable Untracked untracked(Set<Entry> tracked, File fdInfo) {
        List<Entry> connected = new ArrayList<>();
        Set<Long> unowned = new HashSet<>();
        for (Entry entry : entries.values()) {
            boolean dead = entry.inode == NO_INODE;
            if (!dead && !listeningPorts.contains(entry.tuple.local.port) && !tracked.contains(entry)) {
                connected.add(entry);
                unowned.add(entry.inode);
            }
        }
        String[] descriptors = connected.isEmpty() ? new String[0] : fdInfo.list();
        if (descriptors == null) {
            return null;
        }
        int asked = 0;
        while (asked < descriptors.length && asked < MOST_DESCRIPTORS && !unowned.isEmpty()) {
            long inode = inode(new File(fdInfo, descriptors[asked++]));
            if (inode < 0) {
                return null;
            }
            unowned.remove(inode);
        }
        int toAsk = unowned.isEmpty() ? asked : descriptors.length;
        connected.removeIf(entry -> unowned.contains(entry.inode));
        Collections.sort(connected);
        return new Untracked(connected, asked, toAsk);
    }

    /** The file of a protocol that the kernel has not got is one without rows. */
    private void load(File file) throws IOException {
        if (!file.exists()) {
            return;
        }
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            byte[] row = new byte[LONGEST_ROW];
            int length = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        add(new Row(row, length, 0));
                        length = 0;
                    } else if (length < row.length) {
                        row[length++] = buffer[i];
                    }
                }
            }
        }
    }

    private void add(Row row) {
        row.skipField();
        Endpoint local = row.endpoint(littleEndian);
        Endpoint remote = row.endpoint(littleEndian);
        int state = (int) row.number(16);
        row.number(16);
        row.skip(':');
        long rxQueue = row.number(16);
        for (int field = 0; field < 4; field++) {
            row.skipField();
        }
        long inode = row.number(10);
        if (local == null || remote == null || inode < 0) {
            return;
        }
        if (state == LISTEN) {
            listeningPorts.add(local.port);
            return;
        }
        Tuple tuple = new Tuple(local, remote);
        String name = state > 0 && state < STATES.length ? STATES[state] : null;
        Entry other = entries.put(tuple, new Entry(tuple, name, rxQueue, inode));
        if (other != null && state == TIME_WAIT) {
            entries.put(tuple, other);
        }
    }

    /** {@link #NO_INODE} of a descriptor that was closed since it was listed, -1 where the kernel does not say. */
    private static long inode(File descriptor) {
        try (InputStream in = new FileInputStream(descriptor)) {
            return inode(in);
        } catch (IOException e) {
            // Closed, then its socket is gone as well; else no descriptor is left to ask with.
            return descriptor.exists() ? -1 : NO_INODE;
        }
    }

    /** From lines such as {@code pos:}, {@code flags:}, {@code mnt_id:}, {@code ino:}; -1 where there is no such line. */
    private static long inode(InputStream in) throws IOException {
        byte[] text = new byte[256];
        int length = Math.max(in.read(text), 0);
        for (int i = 0; i + 4 < length; i++) {
            if ((i == 0 || text[i - 1] == '\n')
                    && text[i] == 'i'
                    && text[i + 1] == 'n'
                    && text[i + 2] == 'o'
                    && text[i + 3] == ':') {
                return new Row(text, length, i + 4).number(10);
            }
        }
        return -1;
    }

    /** Sockets of ours that nobody tracks. */
    public static final class Untracked {
        public final List<Entry> sockets;
        /** How many descriptors were asked which socket is theirs. */
        public final int asked;
        /** How many would have to be asked to know of every socket; more than {@link #asked} where that was too many. */
        public final int toAsk;

        Untracked(List<Entry> sockets, int asked, int toAsk) {
            this.sockets = sockets;
            this.asked = asked;
            this.toAsk = toAsk;
        }
    }

    /** One row. Two entries are never equal: at most one stands for an address pair. */
    public static final class Entry implements Comparable<Entry> {
        /** As in {@code ss} and {@code netstat}: ESTABLISHED, CLOSE_WAIT …; null for one that this code does not know. */
        public final @Nullable String state;
        /** Bytes that nobody has read; the peer's FIN counts as one, so 1 in CLOSE_WAIT is nothing to read. */
        public final long rxQueue;

        private final Tuple tuple;
        private final long inode;

        Entry(Tuple tuple, @Nullable String state, long rxQueue, long inode) {
            this.tuple = tuple;
            this.state = state;
            this.rxQueue = rxQueue;
            this.inode = inode;
        }

        public String local() {
            return tuple.local.toString();
        }

        public String remote() {
            return tuple.remote.toString();
        }

        @Override
        public int compareTo(Entry other) {
            int remotes = remote().compareTo(other.remote());
            return remotes != 0 ? remotes : local().compareTo(other.local());
        }
    }

    private static final class Tuple {
        final Endpoint local;
        final Endpoint remote;

        Tuple(Endpoint local, Endpoint remote) {
            this.local = local;
            this.remote = remote;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tuple
                    && local.equals(((Tuple) other).local)
                    && remote.equals(((Tuple) other).remote);
        }

        @Override
        public int hashCode() {
            return 31 * local.hashCode() + remote.hashCode();
        }
    }

    /** An address of 16 bytes, IPv4 ones mapped into IPv6, and a port. */
    private static final class Endpoint {
        private static final long MAPPED = 0xFFFF_0000_0000L;

        final long high;
        final long low;
        final int port;

        Endpoint(long high, long low, int port) {
            this.high = high;
            this.low = low;
            this.port = port;
        }

        static Endpoint of(byte[] address, int port) {
            return address.length == 4
                    ? new Endpoint(0, MAPPED | word(address, 0), port)
                    : new Endpoint(
                            word(address, 0) << 32 | word(address, 4),
                            word(address, 8) << 32 | word(address, 12),
                            port);
        }

        /** Null for anything but a literal: a name would be looked up, and that can take seconds. */
        static @Nullable Endpoint parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon > 0 && text.charAt(0) != '[') {
                return four(text);
            }
            String host = text.substring(0, Math.max(colon, 0));
            if (!host.startsWith("[")) {
                return null;
            }
            int zone = host.indexOf('%');
            try {
                String literal = zone < 0 ? host : host.substring(0, zone) + "]";
                return of(InetAddress.getByName(literal).getAddress(), Integer.parseInt(text.substring(colon + 1)));
            } catch (UnknownHostException | NumberFormatException notALiteral) {
                return null;
            }
        }

        /** By hand, since there may be a hundred thousand. */
        private static @Nullable Endpoint four(String text) {
            long[] numbers = new long[5];
            int part = 0;
            boolean digits = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= '0' && c <= '9') {
                    numbers[part] = numbers[part] * 10 + (c - '0');
                    digits = true;
                } else if (digits && c == (part < 3 ? '.' : ':') && part < 4) {
                    part++;
                    digits = false;
                } else {
                    return null;
                }
                if (numbers[part] > (part < 4 ? 0xFF : 0xFFFF)) {
                    return null;
                }
            }
            long address = numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3];
            return part == 4 && digits ? new Endpoint(0, MAPPED | address, (int) numbers[4]) : null;
        }

        /** 127.0.0.0/8, mapped, or ::1. */
        boolean isLoopback() {
            return high == 0 && (low == 1 || low >>> 24 == (MAPPED | 127L << 24) >>> 24);
        }

        private static long word(byte[] bytes, int at) {
            return (bytes[at] & 0xFFL) << 24
                    | (bytes[at + 1] & 0xFFL) << 16
                    | (bytes[at + 2] & 0xFFL) << 8
                    | (bytes[at + 3] & 0xFFL);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Endpoint
                    && high == ((Endpoint) other).high
                    && low == ((Endpoint) other).low
                    && port == ((Endpoint) other).port;
        }

        @Override
        public int hashCode() {
            long mixed = (high * 31 + low) * 31 + port;
            return (int) (mixed ^ mixed >>> 32);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            if (high == 0 && (low & ~0xFFFF_FFFFL) == MAPPED) {
                for (int shift = 24; shift >= 0; shift -= 8) {
                    text.append(low >>> shift & 0xFF).append(shift > 0 ? "." : "");
                }
            } else {
                appendSix(text.append('['));
                text.append(']');
            }
            return text.append(':').append(port).toString();
        }

        /** The longest run of zero groups is written as {@code ::}, the first of equal ones (RFC 5952). */
        private void appendSix(StringBuilder text) {
            int start = -1;
            int length = 1;
            for (int i = 0; i < 8; i++) {
                int end = i;
                while (end < 8 && group(end) == 0) {
                    end++;
                }
                if (end - i > length) {
                    start = i;
                    length = end - i;
                }
            }
            for (int i = 0; i < 8; i++) {
                if (i == start) {
                    text.append("::");
                    i += length - 1;
                } else {
                    text.append(i == 0 || i == start + length ? "" : ":").append(Integer.toHexString(group(i)));
                }
            }
        }

        private int group(int i) {
            return (int) ((i < 4 ? high : low) >>> 48 - i % 4 * 16) & 0xFFFF;
        }
    }

    /** Reads one line from left to right. */
    private static final class Row {
        private final byte[] bytes;
        private final int length;
        private int at;

        Row(byte[] bytes, int length, int at) {
            this.bytes = bytes;
            this.length = length;
            this.at = at;
        }

        void skipField() {
            skip(' ');
            while (at < length && bytes[at] != ' ') {
                at++;
            }
        }

        void skip(char filler) {
            while (at < length && (bytes[at] == filler || bytes[at] == '\t')) {
                at++;
            }
        }

        /** -1 where no digit stands. */
        long number(int radix) {
            skip(' ');
            int start = at;
            long number = 0;
            while (at < length && Character.digit(bytes[at], radix) >= 0) {
                number = number * radix + Character.digit(bytes[at], radix);
                at++;
            }
            return at == start ? -1 : number;
        }

        /** Null where no address stands, as in the headline. */
        @Nullable
        Endpoint endpoint(boolean littleEndian) {
            skip(' ');
            int colon = at;
            while (colon < length && bytes[colon] != ':') {
                colon++;
            }
            long high = 0;
            long low = Endpoint.MAPPED;
            if (colon - at == 32) {
                high = word(littleEndian) << 32 | word(littleEndian);
                low = word(littleEndian) << 32;
            } else if (colon - at != 8) {
                return null;
            }
            low |= word(littleEndian);
            skip(':');
            return new Endpoint(high, low, (int) number(16));
        }

        private long word(boolean littleEndian) {
            int word = 0;
            for (int end = at + 8; at < end; at++) {
                word = word << 4 | Character.digit(bytes[at], 16);
            }
            return (littleEndian ? Integer.reverseBytes(word) : word) & 0xFFFF_FFFFL;
        }
    }
}
