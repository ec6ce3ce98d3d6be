package dev.connleak.it.target.sites;

import dev.connleak.it.target.BridgeCounter;
import dev.connleak.it.target.Commands;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Has exchanges in many ways, {@code leak CLASS WAY URL}, where the way is a method of the class that returns the response or
 * its future, and ends all of them, {@code end}.
 */
public final class SitesProgram {
    private SitesProgram() {}

    public static void main(String[] args) throws Exception {
        Commands commands = new Commands();
        new BridgeCounter().addTo(commands);
        commands.on("leak", words -> {
                    Object response = Class.forName(words.get(0))
                            .getDeclaredMethod(words.get(1), String.class)
                            .invoke(null, words.get(2));
                    commands.handles().add(value(response));
                    return "";
                })
                .on("end", words -> end(commands.handles()))
                .serve();
    }

    private static Object value(Object response) throws Exception {
        return response instanceof Future ? ((Future<?>) response).get() : response;
    }

    private static String end(List<Object> responses) throws Exception {
        for (Object response : responses) {
            ((Closeable) response).close();
        }
        responses.clear();
        return "";
    }
}
