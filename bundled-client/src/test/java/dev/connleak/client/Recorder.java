package dev.connleak.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A round tripper without a network: it keeps each request and answers as it is told. */
final class Recorder implements RoundTripper {

    private final RoundTripper answers;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    Recorder(RoundTripper answers) {
        this.answers = answers;
    }

    /** Answer {@code ?code=307&next=303,308} with 307 and the way to {@code ?code=303&next=308}, and so on. */
    static Recorder redirecting() {
        return new Recorder(request -> {
            String query = request.uri().getQuery();
            if (query == null) {
                return text("over");
            }
            String code = query.replaceAll("code=(\\d+).*", "$1");
            String[] next = query.contains("next=") ? query.split("next=")[1].split(",", 2) : new String[0];
            String location =
                    next.length == 0 ? "/" : "/?code=" + next[0] + (next.length == 1 ? "" : "&next=" + next[1]);
            return Response.of(Integer.parseInt(code), Headers.of("Location", location), null);
        });
    }

    /** Answer each hop but the last with a redirect to the next one. */
    static Recorder along(String... locations) {
        List<String> left = new ArrayList<>(List.of(locations));
        return new Recorder(request -> left.isEmpty() ? text("over") : redirect(302, left.remove(0)));
    }

    static Response redirect(int status, String location) {
        return Response.of(status, Headers.of("Location", location), null);
    }

    static Response text(String text) {
        return Response.of(200, Headers.empty(), new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public Response roundTrip(Request request) throws IOException {
        requests.add(request);
        return answers.roundTrip(request);
    }

    /** The request of a hop, the first one being 0. */
    Request request(int hop) {
        return requests.get(hop);
    }

    int count() {
        return requests.size();
    }

    /** Method, target and body of each request. */
    List<String> log() throws IOException {
        List<String> log = new ArrayList<>();
        for (Request each : requests) {
            String query = each.uri().getQuery();
            String target = each.uri().getPath() + (query == null ? "" : "?" + query);
            log.add((each.method() + " " + target + " "
                            + Fixture.text(each.body().open()))
                    .trim());
        }
        return log;
    }
}
