/**
 * The agent's jar as a program: {@code java -jar connleak-agent.jar attach|status|dump|set|reset|detach PID} asks the agent
 * in another JVM, and puts it there first. Runs on any JDK from 8 on, in a JVM of its own; nothing here is ever loaded into
 * a watched one. It knows the protocol of requests and answers, and no other room.
 */
@NullMarked
package dev.connleak.attach;

import org.jspecify.annotations.NullMarked;
