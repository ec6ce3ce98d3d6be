package dev.connleak.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.util.InputStreamResponseListener;

/** Jetty's stream as its users see it: {@code behave URL CUT} says all that can be told of it; of CUT the body breaks off. */
public final class JettyStreamProgram {
    private static final long ANSWER_SECONDS = 30;
    private static final HttpClient CLIENT = new HttpClient();

    private JettyStreamProgram() {}

    public static void main(String[] args) throws Exception {
        CLIENT.start();
        new Commands()
                .on("behave", words -> String.join(" ; ", behaviour(words.get(0), words.get(1))))
                .serve();
        CLIENT.stop();
    }

    private static List<String> behaviour(String url, String cut) throws Exception {
        List<String> told = new ArrayList<>();
        identity(url, told);
        reads(url, told);
        ends(url, cut, told);
        return told;
    }

    private static void identity(String url, List<String> told) throws Exception {
        InputStreamResponseListener listener = send(url, new InputStreamResponseListener());
        InputStream in = listener.getInputStream();
        InputStream same = in;
        told.add(in.toString().replaceAll("@[0-9a-f]+", "@"));
        told.add("hash " + (in.hashCode() == same.hashCode())
                + in.toString().endsWith(Integer.toHexString(in.hashCode())));
        told.add("equal " + in.equals(same) + in.equals(listener));
        InputStream second = listener.getInputStream();
        told.add("second " + second.getClass().getName() + thrown(second::read));
        in.close();
        InputStream own = new Own();
        told.add("own " + (send(url, new Owned(own)).getInputStream() == own));
    }

    private static void reads(String url, List<String> told) throws Exception {
        InputStream in = stream(url);
        told.add("mark " + in.markSupported()
                + thrown(() -> {
                    in.mark(10);
                    in.reset();
                    return "";
                }));
        told.add("one " + in.read() + " some " + in.read(new byte[7]) + " part " + in.read(new byte[9], 2, 3));
        told.add("skipped " + in.skip(4) + " available " + in.available());
        told.add(thrown(() -> in.read(null, 0, 1)) + thrown(() -> in.read(new byte[1], 2, 3)));
        Exchanges.readToEof(in);
        told.add("end " + in.read() + in.read(new byte[1]) + in.skip(1) + in.available());
        in.close();
        told.add("after the end " + in.read());
        told.add("all " + all(stream(url)));
    }

    private static void ends(String url, String cut, List<String> told) throws Exception {
        InputStream in = stream(url);
        in.close();
        in.close();
        told.add("closed " + thrown(in::read) + thrown(() -> in.read(new byte[1])) + thrown(in::available));
        InputStream broken = stream(cut);
        try {
            Exchanges.readToEof(broken);
        } catch (IOException e) {
            // Its text has ports and times.
            told.add("broken " + e.getClass().getName());
        }
        broken.close();
        told.add("buffered " + CLIENT.GET(url).getContent().length);
    }

    private static InputStream stream(String url) throws Exception {
        return send(url, new InputStreamResponseListener()).getInputStream();
    }

    private static InputStreamResponseListener send(String url, InputStreamResponseListener listener) throws Exception {
        CLIENT.newRequest(url).send(listener);
        Response response = listener.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (response.getStatus() != 200) {
            throw new IOException(response.toString());
        }
        return listener;
    }

    /** {@code readAllBytes}, where this JDK has it. */
    private static String all(InputStream in) throws Exception {
        try {
            byte[] all = (byte[]) InputStream.class.getMethod("readAllBytes").invoke(in);
            return String.valueOf(all.length);
        } catch (NoSuchMethodException before9) {
            Exchanges.readToEof(in);
            return "";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
    }

    private static String thrown(Callable<?> action) {
        try {
            return " " + action.call();
        } catch (Exception e) {
            return " " + e.getClass().getName() + ": " + e.getMessage();
        }
    }

    /** An application's own stream, to which it may cast. */
    private static final class Own extends InputStream {
        @Override
        public int read() {
            return -1;
        }
    }

    private static final class Owned extends InputStreamResponseListener {
        private final InputStream own;

        Owned(InputStream own) {
            this.own = own;
        }

        @Override
        public InputStream getInputStream() {
            try {
                super.getInputStream().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return own;
        }
    }
}
