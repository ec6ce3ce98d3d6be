package dev.connleak.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.util.InputStreamResponseListener;

/**
 * Bodies that an idle timeout ends: {@code leave URL TIMES} asks for them and does nothing more; {@code wait URL TIMES} reads
 * until that fails, and does not close either. {@code close URL TIMES} has no such timeout, reads one byte, and closes.
 */
public final class JettyEndings {
    private static final long ANSWER_SECONDS = 30;
    private static final long IDLE_MILLIS = 500;
    private static final HttpClient CLIENT = new HttpClient();
    private static final HttpClient PATIENT = new HttpClient();

    private JettyEndings() {}

    public static void main(String[] args) throws Exception {
        CLIENT.setIdleTimeout(IDLE_MILLIS);
        CLIENT.start();
        PATIENT.start();
        new Commands()
                .on("leave", words -> repeat(words, JettyEndings::leave))
                .on("wait", words -> repeat(words, JettyEndings::read))
                .on("close", words -> repeat(words, JettyEndings::close))
                .serve();
    }

    private interface Exchange {
        void with(String url) throws Exception;
    }

    private static String repeat(List<String> words, Exchange exchange) throws Exception {
        for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
            exchange.with(words.get(0));
        }
        return "";
    }

    private static void close(String url) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        PATIENT.newRequest(url).send(listener); // @site
        listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        InputStream in = listener.getInputStream();
        in.read();
        in.close();
    }

    private static void leave(String url) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        CLIENT.newRequest(url).send(listener); // @site
        listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        listener.getInputStream();
    }

    private static void read(String url) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        CLIENT.newRequest(url).send(listener);
        listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        InputStream in = listener.getInputStream();
        try {
            Exchanges.readToEof(in);
            throw new IllegalStateException("a body that hangs has an end");
        } catch (IOException expected) {
            // The timeout.
            return;
        }
    }
}
