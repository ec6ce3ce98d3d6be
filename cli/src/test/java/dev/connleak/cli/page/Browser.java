package dev.connleak.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, asked through its debugging protocol. It has a profile of its own and no network. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Short, because it makes a socket there, whose name may have 108 characters. */
    private final Path temporary = Files.createTempDirectory(Path.of("/tmp"), "connleak-");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    /** The {@code chromium} of the path; null where there is none. */
    static @Nullable Path installed() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    Browser(Path page, Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Objects.requireNonNull(installed()).toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1200,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", temporary.toString());
        process = builder.start();
        Path portFile = profile.resolve("DevToolsActivePort");
        await("the browser opens its port", () -> lines(portFile).size() > 1);
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + lines(portFile).get(0) + "/json/list");
        JsonNode targets = MAPPER.readTree(
                client.send(HttpRequest.newBuilder(list).timeout(PATIENCE).build(), BodyHandlers.ofString())
                        .body());
        URI target = null;
        for (JsonNode row : targets) {
            if (row.path("type").asText().equals("page")) {
                target = URI.create(row.path("webSocketDebuggerUrl").asText());
            }
        }
        socket = client.newWebSocketBuilder()
                .buildAsync(Objects.requireNonNull(target, targets::toString), new Answers())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await(
                "the page has drawn itself",
                () -> eval("document.documentElement.dataset.drawn === 'yes'").asBoolean());
    }

    /** The value of an expression in the page; a promise is waited for. */
    JsonNode eval(String expression) {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters.put("expression", expression).put("returnByValue", true).put("awaitPromise", true);
        return call("Runtime.evaluate", parameters).path("result").path("value");
    }

    String text(String expression) {
        return eval(expression).asText();
    }

    /** Presses a key: its name, and the character it makes if any. */
    void press(String key) {
        ObjectNode down = MAPPER.createObjectNode().put("type", "keyDown").put("key", key);
        if (key.length() == 1) {
            down.put("text", key);
        } else if (key.equals("Enter")) {
            down.put("text", "\r").put("windowsVirtualKeyCode", 13);
        }
        call("Input.dispatchKeyEvent", down);
        call(
                "Input.dispatchKeyEvent",
                MAPPER.createObjectNode().put("type", "keyUp").put("key", key));
    }

    void dark() {
        ObjectNode media = MAPPER.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", "dark");
        call("Emulation.setEmulatedMedia", media);
    }

    /** A window that is so many pixels wide. */
    void width(int pixels) {
        call(
                "Emulation.setDeviceMetricsOverride",
                MAPPER.createObjectNode()
                        .put("width", pixels)
                        .put("height", 900)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    JsonNode call(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Waits for the browser's end, so that nothing of it writes into a directory that is being deleted. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        ended(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(Browser::ended);
        try (Stream<Path> left = Files.walk(temporary)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ended(ProcessHandle handle) {
        handle.onExit().completeOnTimeout(handle, 20, TimeUnit.SECONDS).join();
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || !process.isAlive()) {
                close();
                throw new AssertionError("never: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Puts the pieces of messages together and hands answers to those who asked. */
    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answer(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void answer(String message) {
            try {
                JsonNode json = MAPPER.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        asked.remove(json.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(json.path("result"));
                }
            } catch (IOException e) {
                throw new IllegalStateException(message, e);
            }
        }
    }
}
