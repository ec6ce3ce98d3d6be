package dev.connleak.cli.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen of the connections of one treatment without the agent.
 *
 * @param opened how many the server accepted
 * @param reused exchanges on a connection that had one before, by the transport's word
 * @param client the kernel's states of the client's sockets and how many are in each; sockets that are gone are in none; null
 *     where the kernel can't be asked
 * @param server the same of the server's sockets
 * @param loops reader and writer loops that live, by the transport's word
 */
public record Seen(
        int opened,
        int reused,
        @Nullable Map<String, Integer> client,
        @Nullable Map<String, Integer> server,
        int loops) {}
