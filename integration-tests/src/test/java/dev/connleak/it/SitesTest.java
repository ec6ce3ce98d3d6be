package dev.connleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.sites.OwnFrames;
import dev.connleak.it.target.sites.SitesProgram;
import feign.Feign;
import io.reactivex.rxjava3.core.Single;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kotlinx.coroutines.GlobalScope;
import okhttp3.OkHttpClient;
import okio.Okio;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Exchanges behind wrappers, lambdas, proxies and schedulers: each line that has one is named, on each JDK alike. */
class SitesTest {
    static final List<Class<?>> LIBRARIES = List.of(
            OkHttpClient.class,
            Okio.class,
            kotlin.Unit.class,
            GlobalScope.class,
            Feign.class,
            Mono.class,
            Publisher.class,
            Single.class);

    private static final Duration COMMAND = Duration.ofSeconds(60);

    /** By way, as the first JDK that was tried told them. */
    private static final Map<String, String> FINGERPRINTS = new HashMap<>();

    @TempDir
    private Path directory;

    /** A way's name is the method's, unless its line is elsewhere. */
    private enum Way {
        ONE("Client", "get"),
        OTHER("Client", "get"),
        LAMBDA("OwnFrames", "lambda"),
        METHOD_REFERENCE("OwnFrames", "methodReference"),
        PROXY("OwnFrames", "proxy"),
        LIBRARY_PROXY("OwnFrames", "libraryProxy"),
        HIDDEN_CLASS("OwnFrames", "hiddenClass"),
        EXECUTOR("OwnFrames", "executor"),
        SCHEDULED("OwnFrames", "scheduled"),
        THREAD("OwnFrames", "thread"),
        STAGE("OwnFrames", "execute"),
        PARALLEL_STREAM("OwnFrames", "execute"),
        REACTOR("OwnFrames", "reactor"),
        RX_JAVA("OwnFrames", "rxJava"),
        COROUTINE("OwnFrames", "execute");

        private final String type;
        private final String method;

        Way(String type, String method) {
            this.type = type;
            this.method = method;
        }

        String place() {
            Site site = Site.marked(OwnFrames.class, type, method);
            return site.className() + ":" + site.line();
        }

        String word() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_");
            StringBuilder name = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            return name.toString();
        }

        boolean isOn(Jdk jdk) {
            return this != HIDDEN_CLASS || jdk.atLeast(Jdk.JDK_17);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK_8", "JDK_17", "JDK_25"})
    void eachLineIsNamed(Jdk jdk) {
        List<Way> ways =
                List.of(Way.values()).stream().filter(way -> way.isOn(jdk)).toList();
        Path file = directory.resolve("report.json");
        Launch launch = Launch.of(jdk, SitesProgram.class).with(LIBRARIES).watched(file, "exitIdle=1ms");
        try (RawServer server = RawServer.answering(Shape.LARGE.answer(Cell.KEEP_ALIVE_UNREAD_NOT_CLOSED));
                TargetJvm jvm = TargetJvm.start(launch)) {
            ways.forEach(way -> jvm.tell(leak(OwnFrames.class, way.word(), server), COMMAND));
            assertThat(jvm.exit()).as(jvm::story).isZero();

            Report report = Report.read(file);
            assertThat(report.findings())
                    .as(jvm::story)
                    .extracting(
                            each -> each.site().className() + ":" + each.site().line())
                    .containsExactlyInAnyOrderElementsOf(
                            ways.stream().map(Way::place).toList());
            assertThat(report.findings())
                    .allSatisfy(each -> assertThat(each.number("count")).isEqualTo(1));
            sameEverywhere(report, ways);
        }
    }

    static String leak(Class<?> ways, String way, RawServer server) {
        return "leak " + ways.getName() + " " + way + " " + server.url();
    }

    /** Findings are told apart by the way's own method, which each of their stacks has or is below. */
    private static void sameEverywhere(Report report, List<Way> ways) {
        List<String> changed = new ArrayList<>();
        for (Finding finding : report.findings()) {
            String fingerprint = finding.json().path("fingerprint").asText();
            String frames = report.json()
                    .path("stacks")
                    .path(finding.json().at("/stacks/0/stack").asInt())
                    .toString();
            String way = ways.stream()
                    .map(Way::word)
                    .filter(word -> frames.contains("OwnFrames." + word + "(")
                            || frames.contains("OwnFrames.lambda$" + word + "$"))
                    .findFirst()
                    .orElseThrow();
            String before = FINGERPRINTS.putIfAbsent(way, fingerprint);
            if (before != null && !before.equals(fingerprint)) {
                changed.add(way);
            }
        }
        assertThat(changed).isEmpty();
    }
}
