package dev.connleak.clients;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every client that is watched, in one visible list. A client's number is its place in it. */
public final class Clients implements Inspector {
    /** In the place of a client's number: of hooks that are no client's. */
    private static final int NOBODY = -1;

    private final Client[] all;
    private final Set<String> packages = new HashSet<>();

    private final Objects read;
    private final Sockets sockets;
    private final List<Hook> hooks = new ArrayList<>();
    /** Where those on tasks begin. */
    private final int taskHooks;

    /** Nothing is substituted. */
    public Clients(Opener opener) {
        this(opener, null);
    }

    /**
     * @param opener opens a class's package to the agent where the module system closes it
     * @param substitution hands out wrappers in place of bodies; null where none is
     */
    public Clients(Opener opener, @Nullable Substitution substitution) {
        this.all = new Client[] {
            new HttpUrlConnection(),
            new JavaNetHttp(substitution != null && substitution.ofResponses()),
            new ApacheHttpClient5(),
            new OkHttp(),
            new JettyClient(substitution != null),
            new ReferenceTransport(),
            new UnknownClient(),
        };
        this.read = new Objects(opener);
        this.sockets = new Sockets(read);
        for (int i = 0; i < all.length; i++) {
            all[i].hooks(new Hooks(i, hooks));
        }
        for (Hook hook : hooks) {
            if (!(all[hook.client] instanceof UnknownClient)) {
                packages.add(packageOf(hook.type));
            }
        }
        taskHooks = hooks.size();
        Tasks.hooks(new Hooks(NOBODY, hooks));
    }

    public int count() {
        return all.length;
    }

    public Client client(int number) {
        return all[number];
    }

    /** By client: whether it says when the application gets a response. */
    public boolean[] handsOut() {
        boolean[] handsOut = new boolean[all.length];
        for (Hook hook : hooks()) {
            handsOut[hook.client] |= hook.event == Event.HANDED_OUT;
        }
        return handsOut;
    }

    /** The hooks on all clients, each at the place of its number. */
    public Hook[] hooks() {
        return hooks.subList(0, taskHooks).toArray(new Hook[0]);
    }

    /** The hooks on tasks; their numbers follow those of the clients. */
    public Hook[] taskHooks() {
        return hooks.subList(taskHooks, hooks.size()).toArray(new Hook[0]);
    }

    /** Both, each at the place of its number. */
    public Hook[] allHooks() {
        return hooks.toArray(new Hook[0]);
    }

    @Override
    public void request(int client, Object request, Description into) {
        all[client].request(request, read, into);
    }

    @Override
    public void response(int client, Object response, Description into) {
        all[client].response(response, read, into);
    }

    @Override
    public @Nullable Endpoints endpoints(int client, Object connection) {
        return sockets.endpoints(socket(client, connection));
    }

    @Override
    public boolean closed(int client, Object connection) {
        return sockets.closed(socket(client, connection));
    }

    @Override
    public boolean reading(int client, Object connection) {
        return sockets.reading(socket(client, connection));
    }

    @Override
    public long progress(int client, Object sample) {
        return all[client].progress(sample, read);
    }

    @Override
    public long requestProgress(int client, Object exchange, Object connection, @Nullable Object sample) {
        int inside = sockets.threadsInside(socket(client, connection));
        return all[client].requestProgress(exchange, connection, sample, inside, read);
    }

    @Override
    public long leaseProgress(int client, Object connection) {
        return sockets.threadsInside(socket(client, connection)) > 0
                ? NOT_WAITING
                : all[client].leaseProgress(connection, read);
    }

    @Override
    public boolean asksForBodies(int client) {
        return all[client].asksForBodies();
    }

    @Override
    public boolean endsWithApplication(int client) {
        return all[client].endsWithApplication();
    }

    @Override
    public long bytesRead(int client, Object sample, long length) {
        return all[client].bytesRead(sample, length, read);
    }

    @Override
    public boolean hasThread(int client, Object pool) {
        return all[client].hasThread(pool, read);
    }

    @Override
    public boolean makesPools(int client) {
        return all[client].sharing() != null;
    }

    @Override
    public boolean endsByItself(int client) {
        return all[client].endsByItself();
    }

    @Override
    public PoolLimits limits(int client, Object pool) {
        return all[client].limits(pool, read);
    }

    @Override
    public boolean watches(String className) {
        String name = packageOf(className);
        if (packages.contains(name)) {
            return true;
        }
        for (String known : packages) {
            // A relocated copy keeps the package as the tail of its own.
            if (name.endsWith(known) && name.charAt(name.length() - known.length() - 1) == '.') {
                return true;
            }
        }
        return false;
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    @Override
    public void list(int client, Object pool, Listing into) {
        all[client].list(pool, read, into);
    }

    @Override
    public void reach(Thread thread, Found into) {
        for (int i = 0; i < all.length; i++) {
            all[i].reach(i, thread, read, into);
        }
    }

    private @Nullable Closeable socket(int client, Object connection) {
        return all[client].socket(connection, read);
    }
}
