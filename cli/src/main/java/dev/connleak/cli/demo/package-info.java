/**
 * Here is an application for {@code connleak demo}: an order service and the backend that it asks. Each of its three clients
 * leaks in one method, in a way that is met in real code, and does the same thing right in another. Nothing here knows the
 * agent, and the leaks are never to be mended.
 */
@NullMarked
package dev.connleak.cli.demo;

import org.jspecify.annotations.NullMarked;
