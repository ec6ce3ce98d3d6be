/**
 * The reference transport: the HTTP/1.1 connection semantics of Go's net/http, in Java.
 *
 * <p>Each connection is served by two loops, lives in one pool, and can say of itself what state it is in and why it
 * was closed. It knows nothing of connleak's agent, draws in no library, and never rescues a response that the
 * application dropped.
 */
@NullMarked
package dev.connleak.client;

import org.jspecify.annotations.NullMarked;
