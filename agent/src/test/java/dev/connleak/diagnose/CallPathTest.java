package dev.connleak.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallPathTest {
    private static final Libraries GUESSED = new Libraries(List.of());

    // Site

    @Test
    void theSiteIsTheFirstFrameOfTheApplication() {
        CallPath path = path("okhttp3.RealCall.execute", "com.acme.Orders.poll", "com.acme.Main.main");

        assertThat(path.site).isNotNull().satisfies(site -> {
            assertThat(site.getClassName()).isEqualTo("com.acme.Orders");
            assertThat(site.getMethodName()).isEqualTo("poll");
        });
    }

    @Test
    void whereNoFrameIsTheApplicationsThereIsNoSite() {
        CallPath path = path("okhttp3.RealCall.execute", "java.lang.Thread.run");

        assertThat(path.site).isNull();
        assertThat(path.siteFingerprint()).isNull();
        assertThat(path.fingerprint(Kind.BODY_HELD, "okhttp")).startsWith("clf1:");
    }

    @Test
    void thePlaceIsWrittenAsInAStack() {
        assertThat(path("com.acme.Orders.poll").place()).isEqualTo("com.acme.Orders.poll(File.java:1)");
        assertThat(path("java.lang.Thread.run").place()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sun.net.www.protocol.http.HttpURLConnection",
                "jdk.internal.net.http.HttpClientImpl",
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "okhttp3.internal.connection.RealCall",
                "okio.RealBufferedSource",
                "dev.connleak.client.Transport",
                "kotlin.io.CloseableKt",
                "scala.util.Using",
                "org.springframework.web.client.RestTemplate",
                "retrofit2.OkHttpCall",
                "feign.SynchronousMethodHandler",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient",
                "com.google.common.util.concurrent.TrustedListenableFutureTask",
                "org.apache.tomcat.util.threads.ThreadPoolExecutor"
            })
    void clientsPlatformsAndWrappersAreNoApplication(String className) {
        assertThat(GUESSED.isApplication(className)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.shaded.okhttp3.internal.connection.RealCall",
                "com.acme.shaded.okio.RealBufferedSource",
                "com.acme.shaded.org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "com.acme.shaded.dev.connleak.client.Transport"
            })
    void aRelocatedClientIsStillNoApplication(String className) {
        assertThat(GUESSED.isApplication(className)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.Orders", "io.acme.Orders", "org.acme.Orders", "Main", "dev.connleak.demo.Shop"})
    void everythingElseIs(String className) {
        assertThat(GUESSED.isApplication(className)).isTrue();
    }

    @Test
    void namedPackagesOverruleTheGuess() {
        Libraries named = new Libraries(List.of("org.springframework.samples."));

        CallPath path = CallPath.of(
                stack("com.acme.Orders.poll", "org.springframework.samples.Clinic.visit", "com.acme.Main.main"), named);

        assertThat(path.site)
                .isNotNull()
                .extracting(StackTraceElement::getClassName)
                .isEqualTo("org.springframework.samples.Clinic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.concurrent.ForkJoinTask$AdaptedCallable",
                "java.util.concurrent.ForkJoinTask$InterruptibleTask",
                "java.util.concurrent.CompletableFuture$AsyncSupply"
            })
    void codeThatWaitsIsNotBlamedForWhatItsThreadRunsMeanwhile(String task) {
        String[] helped = {"okhttp3.RealCall.execute", task + ".exec", "com.acme.Billing.await"};

        assertThat(path(helped).place()).isNull();
        assertThat(path(helped).inTask).isTrue();
    }

    @Test
    void aTaskIsTheSameCauseOnWhicheverThreadItRuns() {
        String pooled = fingerprint("com.acme.Orders.lambda$poll$0", "java.util.concurrent.FutureTask.run");

        assertThat(fingerprint(
                        "com.acme.Orders.lambda$poll$0",
                        "java.util.concurrent.CompletableFuture$AsyncSupply.exec",
                        "java.util.concurrent.ForkJoinTask.get",
                        "com.acme.Billing.await"))
                .isEqualTo(pooled);
        assertThat(fingerprint(
                        "com.acme.Orders.lambda$poll$0",
                        "java.util.concurrent.FutureTask.run",
                        "java.util.concurrent.ThreadPoolExecutor$CallerRunsPolicy.rejectedExecution",
                        "com.acme.Orders.poll"))
                .isEqualTo(pooled);
    }

    @Test
    void aTaskOfALibraryThatItsSubmitterRunsIsTheSubmitters() {
        CallPath path = path(
                "okhttp3.RealCall.execute",
                "java.util.concurrent.FutureTask.run",
                "java.util.concurrent.ThreadPoolExecutor$CallerRunsPolicy.rejectedExecution",
                "com.acme.Orders.poll");

        assertThat(path.place()).isEqualTo("com.acme.Orders.poll(File.java:1)");
    }

    // Through

    @Test
    void wrappersBetweenClientAndSiteAreNamedWhereTheyWereEntered() {
        CallPath path = path(
                "sun.net.www.protocol.http.HttpURLConnection.getInputStream",
                "org.springframework.http.client.SimpleClientHttpRequest.execute",
                "org.springframework.web.client.RestTemplate.doExecute",
                "org.springframework.web.client.RestTemplate.getForObject",
                "com.acme.Orders.poll");

        assertThat(path.through).containsExactly("org.springframework.web.client.RestTemplate");
    }

    @Test
    void ofSeveralWrappersTheOutermostComesFirst() {
        CallPath path = path(
                "org.glassfish.jersey.client.HttpUrlConnector.apply",
                "org.springframework.web.client.RestTemplate.getForObject",
                "com.acme.Orders.poll");

        assertThat(path.through)
                .containsExactly(
                        "org.springframework.web.client.RestTemplate", "org.glassfish.jersey.client.HttpUrlConnector");
    }

    @Test
    void aLibraryWithAShortPackageIsNamedOnceToo() {
        CallPath path = path(
                "okhttp3.RealCall.execute",
                "feign.okhttp.OkHttpClient.execute",
                "feign.SynchronousMethodHandler.invoke",
                "feign.ReflectiveFeign$FeignInvocationHandler.invoke",
                "com.acme.Orders.poll");

        assertThat(path.through).containsExactly("feign.ReflectiveFeign");
    }

    @Test
    void wrappersBelowTheSiteAreNotOnTheWay() {
        CallPath path = path(
                "okhttp3.RealCall.execute",
                "com.acme.Orders.poll",
                "org.springframework.web.servlet.DispatcherServlet.x");

        assertThat(path.through).isEmpty();
    }

    // Fingerprints

    @Test
    void theLineNumberDoesNotMatter() {
        CallPath one = CallPath.of(new StackTraceElement[] {frame("com.acme.Orders.poll", 10)}, GUESSED);
        CallPath other = CallPath.of(new StackTraceElement[] {frame("com.acme.Orders.poll", 99)}, GUESSED);

        assertThat(one.fingerprint(Kind.BODY_HELD, "okhttp")).isEqualTo(other.fingerprint(Kind.BODY_HELD, "okhttp"));
        assertThat(one.siteFingerprint()).isEqualTo(other.siteFingerprint());
    }

    @Test
    void kindsOfOneFamilyAreOneCause() {
        CallPath path = path("com.acme.Orders.poll");

        assertThat(path.fingerprint(Kind.BODY_HELD, "okhttp"))
                .isEqualTo(path.fingerprint(Kind.BODY_ABANDONED, "okhttp"))
                .isNotEqualTo(path.fingerprint(Kind.CLOSED_EARLY, "okhttp"))
                .isNotEqualTo(path.fingerprint(Kind.BODY_HELD, "java-net-http"));
    }

    @Test
    void fiveFramesOfTheApplicationCount() {
        String[] frames = {
            "com.acme.A.a", "com.acme.B.b", "com.acme.C.c", "com.acme.D.d", "com.acme.E.e", "com.acme.F.f"
        };
        String[] sixth = frames.clone();
        sixth[5] = "com.acme.X.x";
        String[] fifth = frames.clone();
        fifth[4] = "com.acme.X.x";

        assertThat(fingerprint(sixth)).isEqualTo(fingerprint(frames));
        assertThat(fingerprint(fifth)).isNotEqualTo(fingerprint(frames));
    }

    @Test
    void libraryFramesInBetweenDoNotCount() {
        assertThat(fingerprint("com.acme.Orders.poll", "java.util.ArrayList.forEach", "com.acme.Main.main"))
                .isEqualTo(fingerprint("com.acme.Orders.poll", "com.acme.Main.main"));
    }

    @Test
    void twoTestsThatMeetOneBugAreOneCause() {
        assertThat(fingerprint("com.acme.Orders.poll", "com.acme.OrdersTest.polls"))
                .isEqualTo(fingerprint("com.acme.Orders.poll", "com.acme.BillingIT.bills"))
                .isEqualTo(fingerprint("com.acme.Orders.poll", "com.acme.TestOrders$Nested.deep"));
    }

    @Test
    void aLeakInATestItselfIsKnownByTheTest() {
        assertThat(fingerprint("com.acme.OrdersTest.polls")).isNotEqualTo(fingerprint("com.acme.BillingIT.bills"));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Orders.lambda$poll$0, com.acme.Orders.lambda$poll$17",
        "com.acme.Orders$1.call, com.acme.Orders$12.call",
        "com.acme.Orders/0x00007f0a1c.poll, com.acme.Orders/0x0000000800c03.poll",
    })
    void whatCompilersAndTheJvmNumberStaysTheSame(String one, String other) {
        assertThat(fingerprint(one)).isEqualTo(fingerprint(other)).isNotEqualTo(fingerprint("java.lang.Thread.run"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Main$$Lambda$14/0x0000000800c03.run",
                "com.acme.Main$$Lambda/0x00007f.run",
                "com.acme.Main$$EnhancerBySpringCGLIB$$1a2b3c4d.poll",
                "com.acme.Main$$SpringCGLIB$$0.poll",
                "com.acme.Main$$FastClassBySpringCGLIB$$1a.invoke",
                "com.acme.Main$HibernateProxy$ab12.poll",
                "com.acme.Main$MockitoMock$1234567.poll",
                "com.acme.Main$ByteBuddy$Yq3Zk1.poll",
                "com.acme.$Proxy12.poll",
            })
    void generatedClassesHandOnAndAreNobodysCode(String generated) {
        CallPath path = path("okhttp3.RealCall.execute", generated, "com.acme.Orders.poll");

        assertThat(path.place()).isEqualTo("com.acme.Orders.poll(File.java:1)");
        assertThat(fingerprint(generated, "com.acme.Orders.poll")).isEqualTo(fingerprint("com.acme.Orders.poll"));
    }

    @Test
    void aSiteInAHiddenClassIsNamedWithoutItsAddress() {
        assertThat(path("com.acme.Orders/0x00007f0a1c.poll").place()).isEqualTo("com.acme.Orders.poll(File.java:1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.$ProxyBase.poll", "com.acme.$Proxy.poll", "com.acme.MyLambda.run"})
    void namesThatSomebodyWroteAreNotGenerated(String written) {
        assertThat(path(written).place()).isEqualTo(written + "(File.java:1)");
    }

    @Test
    void differentLambdasOfDifferentMethodsStayApart() {
        assertThat(fingerprint("com.acme.Orders.lambda$poll$0"))
                .isNotEqualTo(fingerprint("com.acme.Orders.lambda$list$0"));
    }

    @Test
    void digitsThatSomebodyWroteStay() {
        assertThat(CallPath.stable("com.acme.Http2Client$V1")).isEqualTo("com.acme.Http2Client$V1");
    }

    @Test
    void theFingerprintsOfPublishedBaselinesStay() {
        CallPath path = path("com.acme.Orders.lambda$poll$0", "com.acme.Main.main");

        assertThat(path.fingerprint(Kind.BODY_HELD, "okhttp"))
                .isEqualTo("clf1:"
                        + new Hash()
                                .add("body")
                                .add("okhttp")
                                .add("com.acme.Orders.lambda$poll$#")
                                .add("com.acme.Main.main")
                                .hex());
        assertThat(path.siteFingerprint())
                .isEqualTo("cls1:"
                        + new Hash().add("com.acme.Orders").add("lambda$poll$#").hex());
    }

    private static String fingerprint(String... frames) {
        return path(frames).fingerprint(Kind.BODY_HELD, "okhttp");
    }

    private static CallPath path(String... frames) {
        return CallPath.of(stack(frames), GUESSED);
    }

    private static StackTraceElement[] stack(String... frames) {
        List<StackTraceElement> stack = new ArrayList<>();
        for (String frame : frames) {
            stack.add(frame(frame, 1));
        }
        return stack.toArray(new StackTraceElement[0]);
    }

    private static StackTraceElement frame(String name, int line) {
        int dot = name.lastIndexOf('.');
        return new StackTraceElement(name.substring(0, dot), name.substring(dot + 1), "File.java", line);
    }
}
