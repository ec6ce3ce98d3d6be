package dev.connleak.report;

import dev.connleak.track.ConnectionFacts;
import dev.connleak.track.KernelSockets;
import dev.connleak.track.Worker;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of a report, each with what the kernel says of its socket, and the sockets that nobody tracks. */
final class ConnectionRows {
    static final int MOST = 1000;

    private final View view;
    private final File process;
    private final @Nullable KernelSockets kernel;
    /** Read only where a row was missing; see {@link #socket}. */
    private @Nullable KernelSockets again;

    private final Set<KernelSockets.Entry> tracked = new HashSet<>();
    private int untrackedTotal;
    private int descriptorsAsked;
    private int descriptorsToAsk;

    /** @param process what the kernel tells of this process: {@code /proc/self} */
    ConnectionRows(View view, File process) {
        this.view = view;
        this.process = process;
        this.kernel = KernelSockets.read(net());
    }

    /** @param wanted ids of those that come first, whatever is cut */
    List<ConnectionEntry> connections(Set<Long> wanted) {
        List<ConnectionEntry> entries = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            for (ConnectionFacts connection : view.snapshot.connections) {
                if (wanted.contains(connection.id) != first) {
                    continue;
                }
                KernelSockets.Entry socket = socket(connection);
                if (socket != null) {
                    tracked.add(socket);
                }
                if (entries.size() < MOST) {
                    entries.add(entry(connection, socket));
                }
            }
        }
        return entries;
    }

    /** The kernel gives its table in pieces, and may leave a row out while other sockets come and go: so look twice. */
    private KernelSockets.@Nullable Entry socket(ConnectionFacts connection) {
        if (kernel == null || connection.local == null || connection.remote == null) {
            return null;
        }
        KernelSockets.Entry found = kernel.find(connection.local, connection.remote);
        if (found != null || connection.closed) {
            return found;
        }
        if (again == null) {
            again = KernelSockets.read(net());
        }
        return again == null ? null : again.find(connection.local, connection.remote);
    }

    private ConnectionEntry entry(ConnectionFacts connection, KernelSockets.@Nullable Entry socket) {
        ConnectionEntry.Draft draft = new ConnectionEntry.Draft("c" + connection.id, state(connection));
        long pool = view.pool(connection);
        draft.pool = pool == 0 ? null : "p" + pool;
        draft.route = UrlTemplate.origin(connection.route);
        draft.local = connection.local;
        draft.remote = connection.remote;
        draft.openedAt = connection.adopted ? null : view.moment(connection.openedNanos);
        draft.adopted = connection.adopted;
        draft.uses = (long) connection.uses;
        draft.reader = view.tables.thread(connection.reader);
        draft.readerAt = connection.reader == null ? null : view.moment(connection.readerNanos);
        draft.writer = view.tables.thread(connection.writer);
        draft.writerAt = connection.writer == null ? null : view.moment(connection.writerNanos);
        List<Integer> loops = new ArrayList<>();
        for (Worker loop : connection.loops()) {
            Integer thread = view.tables.thread(loop);
            if (thread != null) {
                loops.add(thread);
            }
        }
        draft.loopThreads = loops;
        draft.closeReason = connection.closeReason == null
                ? null
                : connection.closeReason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (socket != null) {
            draft.tcpState = socket.state;
            draft.unreadBytes = socket.rxQueue;
        }
        return draft.finish();
    }

    private static String state(ConnectionFacts connection) {
        if (connection.closed) {
            return "closed";
        }
        if (connection.leased() || connection.opener >= 0) {
            return "leased";
        }
        return connection.local == null && connection.uses == 0 ? "connecting" : "idle";
    }

    private File net() {
        return new File(process, "net");
    }

    /** After {@link #connections}; null where the kernel cannot be asked. */
    @Nullable
    List<UntrackedSocket> untracked() {
        KernelSockets.Untracked found = kernel == null ? null : kernel.untracked(tracked, new File(process, "fdinfo"));
        if (found == null) {
            return null;
        }
        descriptorsAsked = found.asked;
        descriptorsToAsk = found.toAsk;
        Map<String, List<KernelSockets.Entry>> groups = new LinkedHashMap<>();
        for (KernelSockets.Entry entry : found.sockets) {
            String key = entry.remote() + ' ' + entry.state;
            List<KernelSockets.Entry> group = groups.get(key);
            if (group == null) {
                group = new ArrayList<>();
                groups.put(key, group);
            }
            group.add(entry);
        }
        untrackedTotal = groups.size();
        List<UntrackedSocket> sockets = new ArrayList<>();
        for (List<KernelSockets.Entry> group : groups.values()) {
            if (sockets.size() == MOST) {
                break;
            }
            KernelSockets.Entry one = group.get(0);
            sockets.add(new UntrackedSocket(
                    group.size() == 1 ? one.local() : null,
                    one.remote(),
                    one.state == null ? "UNKNOWN" : one.state,
                    group.size()));
        }
        return sockets;
    }

    /** After {@link #untracked}: how many rows of it there were, shown or not. */
    int untrackedTotal() {
        return untrackedTotal;
    }

    /** After {@link #untracked}: how many descriptors were asked for it. */
    int descriptorsAsked() {
        return descriptorsAsked;
    }

    /** After {@link #untracked}: how many would have had to be asked for all of it. */
    int descriptorsToAsk() {
        return descriptorsToAsk;
    }
}
