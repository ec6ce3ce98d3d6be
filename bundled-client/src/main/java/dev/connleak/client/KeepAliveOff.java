package dev.connleak.client;

/** Who wants the connection closed after an exchange. */
enum KeepAliveOff {
    TRANSPORT,
    REQUEST,
    RESPONSE
}
