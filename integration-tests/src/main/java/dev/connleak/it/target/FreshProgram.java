package dev.connleak.it.target;

import java.util.List;

/** {@code fresh CLIENT TIMES URL} with a client for each request, {@code same CLIENT TIMES URL} with one for all. */
public final class FreshProgram {
    private interface Once {
        void get(FreshClient client, String url) throws Exception;
    }

    private FreshProgram() {}

    public static void main(String[] args) throws Exception {
        Commands commands = new Commands();
        commands.on(
                        "fresh",
                        words ->
                                times(words, (client, url) -> commands.handles().add(client.get(url))))
                .on("same", words -> times(words, FreshClient::getWithTheSame))
                .serve();
    }

    private static String times(List<String> words, Once once) throws Exception {
        FreshClient client = FreshClient.named(words.get(0));
        for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
            once.get(client, words.get(2));
        }
        return "";
    }
}
