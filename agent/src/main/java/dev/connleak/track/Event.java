package dev.connleak.track;

/**
 * What can happen to a pool, a connection, a call, an exchange or a body. Each hook of a client file reports one of these
 * with up to three values: the <em>subject</em>, {@code a} and {@code b}.
 *
 * <p>A <em>key</em> is any object by which the client itself finds the thing again: the body's stream is never a key,
 * because looking it up would mean holding a reference that can be followed. Events about a body are therefore keyed by
 * an inner object that does not reach the application's handle.
 */
public enum Event {
    /** subject: pool. Captures the stack. */
    POOL_OPENED(Role.FACT),
    /** subject: pool. It is there; of interest where the agent came later than it. */
    POOL_SEEN(Role.FACT),
    /** subject: pool. */
    POOL_CLOSED(Role.FACT),
    /** subject: pool. A caller may have to wait for a connection. */
    WAIT_STARTED(Role.FACT),
    /** subject: pool. */
    WAIT_ENDED(Role.FACT),

    /** subject: connection, a: pool. A new socket, also when the client's object was used before. */
    CONNECTION_OPENED(Role.FACT),
    /** subject: connection, a: pool. Known or not, it is in use by now. */
    CONNECTION_SEEN(Role.FACT),
    /** subject: connection. Ends the lease on it, if any. */
    CONNECTION_CLOSED(Role.LEASE_END),
    /** subject: socket. Some code has connected it; whose it is shows in the stack, which this captures. */
    SOCKET_CONNECTED(Role.OPENING),
    /** subject: connection. The current thread is one of its loop threads. */
    LOOP_STARTED(Role.FACT),
    /** subject: connection. */
    LOOP_ENDED(Role.FACT),

    /**
     * subject: call, a: request, b: the call on whose behalf the client makes this one (the hop of a redirect), or null. The
     * application enters the client on this thread: captures the stack, but for a call that inherits it from b.
     */
    CALLED(Role.OPENING),
    /** subject: call. Its response goes to whoever made it: to the application, or to the call b of {@link #CALLED}. */
    HANDED_OUT(Role.FACT),
    /**
     * subject: call, a: anything but null: the client takes this response for itself (a redirect, for one) and may make
     * another call on its behalf.
     */
    CONTINUED(Role.FACT),
    /** subject: task. It was made on this thread, which submits it: captures the stack. */
    TASK_MADE(Role.FACT),
    /** subject: task. It begins on this thread. */
    TASK_STARTED(Role.FACT),
    /** subject: task, a: anything but null: it will not run again. */
    TASK_ENDED(Role.FACT),
    /** subject: another key for what a stands for; told again it changes nothing. */
    ALIAS(Role.OPENING),
    /** subject: another key for the connection of the exchange a, if that will not be kept: closing this closes it. */
    ALIAS_UNKEPT(Role.LEASE_END),
    /** subject: pool. This thread asks it for a connection, sent by a client ({@link #WAIT_STARTED}) or by nobody. */
    POOL_ASKED(Role.FACT),
    /**
     * subject: what the pool gives for a connection, a: connection. On a client's errand it is another key for it, good
     * until {@link #LEASED} has used it; else the application itself has a lease, whose key it is: captures the stack.
     */
    LENT(Role.OPENING),
    /** subject: call or exchange key, a: connection, b: pool. Without a call it begins an exchange, with a stack. */
    LEASED(Role.OPENING),
    /**
     * subject: exchange key, which may have stood for the call until now, a: call, b: connection. Begins an exchange whose
     * stack is the call's.
     */
    EXCHANGE_STARTED(Role.OPENING),
    /** subject: key, a: request, b: connection. */
    REQUEST(Role.FACT),
    /** subject: key, a: an inner object off which can be read how far the application has written the request's body. */
    UPLOAD(Role.FACT),
    /** subject: key. This thread wrote to the connection. */
    WRITTEN(Role.FACT),
    /** subject: key. This thread read from the connection. */
    READ(Role.FACT),
    /** subject: key, a: response. Its head was read. */
    HEAD(Role.FACT),
    /** subject: key, a: anything but null and {@code Boolean.TRUE}: the connection will not be kept alive. */
    KEEP_ALIVE(Role.FACT),
    /** subject: key. Until {@link #SCOPE_ENDED} bodies that appear on this thread belong to it. */
    SCOPE_STARTED(Role.OPENING),
    /** The scope of this thread is over. */
    SCOPE_ENDED(Role.FACT),

    /** subject: the application's handle, a: key, b: an inner object whose progress can be sampled. */
    BODY(Role.OPENING),
    /** subject: key, a: what the application got in place of the handle, and the connection does not hold. */
    SUBSTITUTED(Role.FACT),
    /** subject: key. Somebody else now decides when the body is read (a subscriber): no stall can be seen. */
    SUBSCRIBED(Role.FACT),
    /** subject: key, a: Throwable or null. The application's read met end of file. */
    EOF(Role.FACT),
    /** subject: key. The application's read ended in an exception. */
    READ_FAILED(Role.FACT),
    /** subject: key. The transport has the whole body. */
    TRANSPORT_EOF(Role.FACT),
    /** subject: key. */
    CLOSE_ENTERED(Role.BODY_CLOSE),
    /** subject: key. */
    CLOSE_LEFT(Role.BODY_CLOSE),
    /** subject: key. The application gave the exchange up, unless its body was closed or its lease over before. */
    CANCELLED(Role.FACT),
    /** subject: connection. Its client's own timer will close it, because nothing has moved for so long. */
    EXPIRED(Role.FACT),
    /** subject: call, exchange or connection key, a: a socket if the connection is closed rather than kept. */
    RELEASED(Role.LEASE_END);

    /** What the loss of a hook means for the verdicts of its client. */
    public enum Role {
        /** Only a fact less. */
        FACT,
        /** Without it exchanges go unseen: coverage is partial. */
        OPENING,
        /** Without it every lease looks open: leak verdicts are switched off. */
        LEASE_END,
        /** Without it {@code closed} is unknown. */
        BODY_CLOSE
    }

    /** What the loss of this event's hook means. */
    public final Role role;

    Event(Role role) {
        this.role = role;
    }
}
