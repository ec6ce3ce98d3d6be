package dev.connleak.it.target;

import dev.connleak.client.Request;
import dev.connleak.client.RequestBody;
import dev.connleak.client.Response;
import dev.connleak.client.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okio.BufferedSink;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.jspecify.annotations.Nullable;

/**
 * Requests with bodies: {@code begin CLIENT SOURCE URL} sends one on a thread of its own, {@code hold URL} begins one of
 * {@code HttpURLConnection} and keeps it. A client is a method here or the name of an {@link Upload}.
 */
public final class UploadProgram {
    private final Commands commands = new Commands();
    private final CloseableHttpClient apache = HttpClients.createDefault();
    private final OkHttpClient okHttp = new OkHttpClient();
    private final Transport transport = Transport.builder().build();

    private UploadProgram() {}

    public static void main(String[] args) throws IOException {
        UploadProgram program = new UploadProgram();
        program.commands
                .on("begin", program::begin)
                .on("hold", words -> {
                    program.hold(words.get(0));
                    return "";
                })
                .serve();
    }

    private String begin(List<String> words) throws ReflectiveOperationException {
        Upload upload = upload(words.get(0));
        InputStream body = new UploadSource(UploadSource.Pace.valueOf(words.get(1)));
        Thread thread = new Thread(
                () -> {
                    try {
                        upload.send(words.get(2), body);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                words.get(0));
        thread.setDaemon(true);
        thread.start();
        return "";
    }

    private Upload upload(String name) throws ReflectiveOperationException {
        switch (name) {
            case "httpUrlConnection":
                return UploadProgram::httpUrlConnection;
            case "apache":
                return this::apache;
            case "okHttp":
                return this::okHttp;
            case "reference":
                return this::reference;
            default:
                return (Upload) Class.forName(name).getDeclaredConstructor().newInstance();
        }
    }

    private void hold(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write('?'); // @site
        commands.handles().add(connection);
    }

    private static void httpUrlConnection(String url, InputStream body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        try (OutputStream out = connection.getOutputStream()) { // @site
            copy(body, out);
        }
        try (InputStream in = connection.getInputStream()) {
            Exchanges.readToEof(in);
        }
    }

    @SuppressWarnings("deprecation") // The call that most applications make.
    private void apache(String url, InputStream body) throws IOException {
        HttpPost post = new HttpPost(url);
        post.setEntity(new InputStreamEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        EntityUtils.consume(apache.execute(post).getEntity()); // @site
    }

    private void okHttp(String url, InputStream body) throws IOException {
        okhttp3.Request request =
                new okhttp3.Request.Builder().url(url).post(new Streamed(body)).build();
        okHttp.newCall(request).execute().close(); // @site
    }

    private void reference(String url, InputStream body) throws IOException {
        Request request = Request.builder(URI.create(url))
                .method("POST", RequestBody.of(body))
                .build();
        try (Response response = transport.roundTrip(request)) { // @site
            Exchanges.readToEof(response.body());
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[8192];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            to.write(bytes, 0, read);
        }
    }

    private static final class Streamed extends okhttp3.RequestBody {
        private final InputStream body;

        Streamed(InputStream body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            copy(body, sink.outputStream());
        }
    }
}
