package dev.connleak.client;

/** Why a connection was closed; the first reason wins. */
public enum CloseReason {
    /** A {@link ReuseCondition} before the pool's own failed, an early close of the body among them. */
    NOT_REUSABLE,
    /** The pool refused it: keep-alives are switched off, or no idle connections are kept. */
    KEEP_ALIVES_DISABLED,
    /** The pool refused it: it was already closed. */
    CONNECTION_BROKEN,
    /** The pool refused it: idle connections were closed since the last request. */
    CLOSE_IDLE_CALLED,
    /** The pool refused it: its host has as many idle connections as it may. */
    TOO_MANY_IDLE_FOR_HOST,
    /** It was the longest idle one when the pool had more than it may keep. */
    TOO_MANY_IDLE,
    /** It was idle when the idle connections were closed. */
    IDLE_CLOSED,
    /** It was idle for longer than it may be. */
    IDLE_TIMEOUT,
    /** The server closed it while no response was expected. */
    SERVER_CLOSED_IDLE,
    /** The server sent something while no response was expected. */
    UNSOLICITED_RESPONSE,
    /** Reading from the socket failed. */
    READ_ERROR,
    /** Writing to the socket, or reading the request body, failed. */
    WRITE_ERROR,
    /** No response head came in time. */
    RESPONSE_HEADER_TIMEOUT,
    /** The request that it carried was cancelled, or its deadline passed. */
    CANCELED,
    /** It was not closed: it has switched protocols, and the socket is the application's. */
    HANDED_OVER,
    /** Its loops could not be started. */
    LOOPS_NOT_STARTED,
    /** The transport was closed. */
    TRANSPORT_CLOSED
}
