package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.Transport;
import dev.connleak.it.target.historic.dev.connleak.client.HistoricTransport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sends requests side by side, {@code historic TIMES URL} with the transport of 2012 and {@code today TIMES URL} with the
 * reference transport, and looks at no response. {@code threads} counts the live threads of either's connections.
 */
public final class PutBackProgram {
    private static final List<Thread> LOOPS = Collections.synchronizedList(new ArrayList<>());

    private interface Sending {
        void get(String url) throws IOException;
    }

    private PutBackProgram() {}

    public static void main(String[] args) throws IOException {
        Commands commands = new Commands();
        commands.on("historic", words -> sideBySide(words, historic()))
                .on("today", words -> sideBySide(words, today(commands)))
                .on("threads", words -> Long.toString(alive()))
                .serve();
    }

    private static Sending historic() {
        HistoricTransport transport = new HistoricTransport(PutBackProgram::loop); // @site
        return transport::get;
    }

    private static Sending today(Commands commands) {
        Transport transport =
                Transport.builder().threadFactory(PutBackProgram::loop).build();
        return url -> commands.handles().add(transport.roundTrip(Request.get(URI.create(url))));
    }

    private static String sideBySide(List<String> words, Sending sending) throws Exception {
        SideBySide.run(Integer.parseInt(words.get(0)), () -> sending.get(words.get(1)));
        return "";
    }

    private static Thread loop(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        LOOPS.add(thread);
        return thread;
    }

    private static long alive() {
        synchronized (LOOPS) {
            return LOOPS.stream().filter(Thread::isAlive).count();
        }
    }
}
