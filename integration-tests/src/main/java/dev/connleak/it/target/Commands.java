package dev.connleak.it.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The line protocol of every program: READY at first, then for each line on stdin one line on stdout, {@code OK} or {@code FAILED}, each followed by the line it answers. Knows {@code drop}, {@code gc}, {@code exit
 * CODE}, {@code set} and {@code get} for system properties, and {@code stop THREAD}; the programs add their own. Used by the main thread; only the handles may be added by others.
 */
public final class Commands {
    /** What a program does on a line's words after the first; what it returns is added to the answer. */
    public interface Command {
        String run(List<String> words) throws Exception;
    }

    private static final String EXIT = "exit ";

    private final Map<String, Command> commands = new HashMap<>();
    private final List<Object> handles = Collections.synchronizedList(new ArrayList<>());

    public Commands() {
        on("gc", words -> collect());
        on("set", words -> {
            System.setProperty(words.get(0), words.get(1));
            return "";
        });
        on("get", words -> System.getProperty(words.get(0), ""));
        on("stop", words -> stop(words.get(0)));
        on("drop", words -> {
            handles.clear();
            return "";
        });
    }

    /** What the application still holds; {@code drop} empties it. */
    public List<Object> handles() {
        return handles;
    }

    public Commands on(String name, Command command) {
        commands.put(name, command);
        return this;
    }

    /** Serves until {@code exit} or the end of stdin, then ends the JVM: some clients leave threads that are no daemons. */
    public void serve() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("READY");
        String line = lines.readLine();
        while (line != null && !line.startsWith(EXIT)) {
            say(answer(line));
            line = lines.readLine();
        }
        System.exit(line == null ? 0 : Integer.parseInt(line.substring(EXIT.length())));
    }

    private String answer(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        Command command = commands.get(words.get(0));
        if (command == null) {
            return "FAILED " + line + ": no such command";
        }
        try {
            return ("OK " + line + " " + command.run(words.subList(1, words.size()))).trim();
        } catch (Exception | LinkageError e) {
            return "FAILED " + line + ": " + e;
        }
    }

    /** Three times: a finalizer needs a second collection to free what it ran for, a cleaner behind it a third. */
    private static String collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            System.runFinalization();
        }
        return "";
    }

    /** Says whether the thread has died of it. By name: Java 26 has no such method any more. */
    private static String stop(String name) throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                Thread.class.getMethod("stop").invoke(thread);
                thread.join(10_000);
                return thread.isAlive() ? "lives" : "died";
            }
        }
        return "no thread " + name;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
