package dev.connleak.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Javadocs of the tests say: {@code Row 12: TestTransportKeepAlives.} or {@code Rows 20, 21: TestOne, TestTwo.}
 * above a test method.
 */
final class GoProofs {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern ROWS = Pattern.compile("\\bRows? (\\d+(?:(?:, | and )\\d+)*):");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

    /** Row → {@code Class.method}. */
    final Map<Integer, List<String>> proofs = new TreeMap<>();

    /** What is wrong with the Javadocs, in words. */
    final List<String> mistakes = new ArrayList<>();

    private final Map<Integer, GoRow> rows = new TreeMap<>();

    GoProofs() throws IOException {
        GoRow.all().forEach(row -> rows.put(row.number(), row));
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                read(file);
            }
        }
    }

    List<String> of(GoRow row) {
        return proofs.getOrDefault(row.number(), List.of());
    }

    private void read(Path file) throws IOException {
        String source = Files.readString(file);
        String type = file.getFileName().toString().replace(".java", "");
        Matcher javadoc = JAVADOC.matcher(source);
        while (javadoc.find()) {
            String text = javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
            Matcher mention = ROWS.matcher(text);
            while (type.endsWith("Test") && mention.find()) {
                Matcher method = METHOD.matcher(source);
                String name = method.find(javadoc.end()) ? method.group(1) : "";
                for (String number : mention.group(1).split(", | and ")) {
                    add(type, name, Integer.parseInt(number), text);
                }
            }
        }
    }

    private void add(String type, String method, int number, String text) {
        String proof = type + "." + method;
        GoRow row = rows.get(number);
        if (row == null || !text.contains(row.test())) {
            mistakes.add(proof + " names row " + number + " without its name" + (row == null ? "" : ", " + row.test()));
        }
        if (!runs(type, method)) {
            mistakes.add(proof + " is no test");
        }
        proofs.computeIfAbsent(number, key -> new ArrayList<>()).add(proof);
    }

    /** Whether JUnit runs the method: it carries an annotation of Jupiter that makes it a test. */
    private static boolean runs(String type, String method) {
        try {
            Class<?> owner = Class.forName(GoProofs.class.getPackageName() + "." + type);
            return Stream.of(owner.getDeclaredMethods())
                    .filter(each -> each.getName().equals(method))
                    .flatMap(each -> Stream.of(each.getAnnotations()))
                    .anyMatch(each -> each.annotationType().getSimpleName().endsWith("Test"));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
