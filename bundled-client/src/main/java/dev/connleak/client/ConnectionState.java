package dev.connleak.client;

/** Where a connection stands. It carries one request at a time. */
public enum ConnectionState {
    /** The TCP connection is being made. */
    DIALING,
    /** Connected; no request has been sent on it. */
    FRESH,
    /** A caller owns it and has no response head yet. */
    SENDING,
    /** The response was handed out, its body is neither at its end nor closed. Staying here is the leak. */
    BODY,
    /** In the pool. */
    IDLE,
    /** Closed. Its loops end soon after. */
    CLOSED,
    /** It left HTTP by a protocol upgrade: the socket is the application's. */
    HANDED_OVER
}
