package dev.connleak.it.load;

import dev.connleak.client.Request;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import dev.connleak.it.target.Commands;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what an idle connection of the reference transport takes of the heap, on command: {@code idle URL COUNT} makes
 * that many connections idle, counting those that are already, and answers with the bytes that the heap holds then. It is
 * preceded by {@code warm URL COUNT}, so many exchanges on one connection: frames of interpreted code take more of a stack.
 *
 * <p>Of a loop on a virtual thread that includes its stack, which is a heap object while the thread is parked; of one on
 * a platform thread it does not.
 */
public final class IdleProgram {
    /** A virtual thread's stack is moved to where it stays by the second collection, and told apart by the third. */
    private static final int COLLECTIONS = 3;

    private static final int BUFFER = 8192;

    private IdleProgram() {}

    public static void main(String[] args) throws IOException {
        int limit = Integer.parseInt(args[0]);
        Transport transport = Transport.builder()
                .maxIdleConnections(limit)
                .maxIdleConnectionsPerHost(limit)
                .build();
        new Commands()
                .on("warm", words -> {
                    warm(transport, URI.create(words.get(0)), Integer.parseInt(words.get(1)));
                    return "";
                })
                .on("idle", words -> {
                    makeIdle(transport, URI.create(words.get(0)), Integer.parseInt(words.get(1)));
                    return Long.toString(heapBytes());
                })
                .serve();
    }

    private static void warm(Transport transport, URI uri, int count) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int i = 0; i < count; i++) {
            Drain.toEnd(transport.roundTrip(Request.get(uri)).body(), buffer);
        }
    }

    /** Responses whose bodies are not read keep their connections apart; then all are read. */
    private static void makeIdle(Transport transport, URI uri, int count) throws IOException {
        List<Response> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(transport.roundTrip(Request.get(uri)));
        }
        byte[] buffer = new byte[BUFFER];
        for (Response each : held) {
            Drain.toEnd(each.body(), buffer);
        }
    }

    private static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
