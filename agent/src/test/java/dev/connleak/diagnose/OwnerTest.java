package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnerTest {
    private static final String HUC = "http-url-connection";
    private static final String APACHE = "apache-httpclient-5";
    private static final String JDK = "java-net-http";

    /** Where a client was made, and where a request was sent. */
    private static final String BUILD = "java.net.http.HttpClient$Builder.build";

    private static final String EXECUTE = "org.apache.hc.client5.http.impl.classic.InternalHttpClient.doExecute";

    /** What leaks, with which client, from where, and under which number others have met it. */
    static Stream<Arguments> reported() {
        return Stream.of(
                Arguments.of(Kind.BODY_ABANDONED, HUC, readValue(), "FasterXML/jackson-databind", 3455),
                Arguments.of(
                        Kind.BODY_READ_NOT_RELEASED,
                        APACHE,
                        path(EXECUTE, "io.dropwizard.client.DropwizardApacheConnector.apply", "com.acme.Orders.poll"),
                        "dropwizard/dropwizard",
                        8884),
                Arguments.of(
                        Kind.BODY_HELD,
                        APACHE,
                        path(
                                EXECUTE,
                                "org.springframework.http.client.HttpComponentsClientHttpRequest.executeInternal",
                                "org.springframework.web.client.DefaultRestClient$DefaultRequestBodyUriSpec.exchange",
                                "org.springframework.test.web.servlet.client.DefaultRestTestClient.exchange",
                                "com.acme.OrdersTest.polls"),
                        "spring-projects/spring-framework",
                        35784),
                Arguments.of(
                        Kind.CLIENT_PER_REQUEST,
                        JDK,
                        path(
                                BUILD,
                                "org.openqa.selenium.remote.http.jdk.JdkHttpClient.<init>",
                                "org.openqa.selenium.remote.RemoteWebDriver.<init>",
                                "com.acme.Orders.browse"),
                        "SeleniumHQ/selenium",
                        11270),
                Arguments.of(
                        Kind.CLIENT_PER_REQUEST,
                        JDK,
                        path(
                                BUILD,
                                "io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport$Builder.build",
                                "com.acme.Orders.ask"),
                        "modelcontextprotocol/java-sdk",
                        620),
                Arguments.of(
                        Kind.CLIENT_PER_REQUEST,
                        JDK,
                        path(
                                BUILD,
                                "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSender.<init>",
                                "io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder.build",
                                "com.acme.Orders.trace"),
                        "open-telemetry/opentelemetry-java",
                        7388));
    }

    @Test
    void whatLeadsFromTheApplicationToTheClientIsTheApplications() {
        Owner owner = Owner.of(Kind.BODY_HELD, "okhttp", path("okhttp3.RealCall.execute", "com.acme.Orders.poll"));

        assertThat(owner.library).isFalse();
        assertThat(owner.className).isEqualTo("com.acme.Orders");
        assertThat(owner.known).isNull();
    }

    @Test
    void whatNoFrameOfTheApplicationLeadsToIsTheOutermostLibrarys() {
        Owner owner = Owner.of(
                Kind.BODY_HELD,
                "okhttp",
                path("okhttp3.RealCall.execute", "retrofit2.OkHttpCall.execute", "java.lang.Thread.run"));

        assertThat(owner.library).isTrue();
        assertThat(owner.className).isEqualTo("retrofit2.OkHttpCall");
    }

    @Test
    void whatOnlyThePlatformLeadsToIsNobodysByName() {
        Owner owner =
                Owner.of(Kind.BODY_HELD, HUC, path("sun.net.www.http.HttpClient.New", "java.util.TimerThread.run"));

        assertThat(owner.library).isTrue();
        assertThat(owner.className).isNull();
    }

    @Test
    void loopsThatLiveOnAreTheClientsWhoeverMadeIt() {
        Owner owner = Owner.of(
                Kind.LOOP_THREAD_ORPHANED,
                "connleak-client",
                path("dev.connleak.client.Transport.<init>", "feign.Feign.build", "com.acme.Orders.<init>"));

        assertThat(owner.library).isTrue();
        assertThat(owner.className).isEqualTo("dev.connleak.client.Transport");
    }

    @Test
    void aLeakThatOthersHaveReportedIsTheLibrarys() {
        Owner owner = Owner.of(Kind.BODY_ABANDONED, HUC, readValue());

        assertThat(owner.library).isTrue();
        assertThat(owner.className).isEqualTo("com.fasterxml.jackson.databind.ObjectMapper");
        assertThat(Objects.requireNonNull(owner.known).id).isEqualTo("jackson-databind#3455");
        assertThat(owner.known.link).isEqualTo("https://github.com/FasterXML/jackson-databind/issues/3455");
    }

    @ParameterizedTest(name = "{3}#{4}")
    @MethodSource("reported")
    void eachIsToldByItsRepositoryAndNumber(Kind kind, String client, CallPath path, String repository, int number) {
        KnownLeak known = Objects.requireNonNull(Owner.of(kind, client, path).known, "is not known");

        assertThat(known.link).isEqualTo("https://github.com/" + repository + "/issues/" + number);
        assertThat(known.id).isEqualTo(repository.substring(repository.indexOf('/') + 1) + "#" + number);
        assertThat(Owner.of(Kind.CLOSE_WAIT_IDLE, client, path).known)
                .as("of another kind")
                .isNull();
        assertThat(Owner.of(kind, "okhttp", path).known).as("of another client").isNull();
    }

    @Test
    void ofAnotherClientItIsAnotherLeak() {
        assertThat(Owner.of(Kind.BODY_ABANDONED, "okhttp", readValue()).known).isNull();
    }

    @Test
    void ofAnotherFamilyItIsAnotherLeak() {
        assertThat(Owner.of(Kind.REQUEST_NOT_FINISHED, HUC, readValue()).known).isNull();
    }

    @Test
    void someAreTheLibrarysInOneWayOnly() {
        CallPath path = path(
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient.doExecute",
                "io.dropwizard.client.DropwizardApacheConnector.apply",
                "com.acme.Orders.poll");

        assertThat(Owner.of(Kind.BODY_READ_NOT_RELEASED, "apache-httpclient-5", path).known)
                .isNotNull();
        assertThat(Owner.of(Kind.BODY_HELD, "apache-httpclient-5", path).known).isNull();
    }

    private static CallPath readValue() {
        return path(
                "sun.net.www.protocol.http.HttpURLConnection.getInputStream",
                "java.net.URL.openStream",
                "com.fasterxml.jackson.core.TokenStreamFactory._optimizedStreamFromURL",
                "com.fasterxml.jackson.databind.ObjectMapper.readValue",
                "com.acme.Orders.poll");
    }

    private static CallPath path(String... frames) {
        StackTraceElement[] stack = new StackTraceElement[frames.length];
        for (int i = 0; i < frames.length; i++) {
            int dot = frames[i].lastIndexOf('.');
            stack[i] = new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), "File.java", 1);
        }
        return CallPath.of(stack, new Libraries(List.of()));
    }
}
