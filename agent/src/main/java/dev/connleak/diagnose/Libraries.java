package dev.connleak.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells application code from libraries by class name: a leak is blamed on the first frame that is neither a client's nor
 * a wrapper's nor the JDK's. Libraries that run tasks or serve requests for an application are in the list as well: on a
 * thread that has only their frames the application's own place is not known, and none of theirs is named instead. Option {@code applicationPackages} overrules the list.
 */
public final class Libraries {
    private static final String[] PLATFORM = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "com.sun.",
        "kotlin.",
        "kotlinx.",
        "scala.",
        "groovy.",
        "org.codehaus.groovy.",
        "org.apache.groovy.",
        "clojure.",
    };

    /** What runs a task of {@code java.util.concurrent} that was made on another thread. */
    private static final String[] TASKS = {
        "java.util.concurrent.FutureTask",
        "java.util.concurrent.ForkJoinTask$",
        "java.util.concurrent.CompletableFuture$Async",
    };

    /** A relocated copy keeps the package as the tail of its own. */
    private static final String[] CLIENTS = {
        "okhttp3.",
        "okio.",
        "org.apache.hc.",
        "org.apache.http.",
        "dev.connleak.client.",
        "org.eclipse.jetty.",
        "io.netty.",
        "io.vertx.",
        "org.asynchttpclient.",
    };

    /** Too common a word to be looked for inside other packages. */
    private static final String REACTOR = "reactor.";

    private static final String[] WRAPPERS = {
        "org.springframework.",
        "retrofit2.",
        "feign.",
        "jakarta.",
        "org.glassfish.",
        "org.jboss.resteasy.",
        "org.apache.cxf.",
        "software.amazon.awssdk.",
        "com.amazonaws.",
        "com.azure.",
        "com.google.api.",
        "com.google.cloud.",
        "com.google.common.",
        "com.fasterxml.jackson.",
        "com.netflix.hystrix.",
        "io.github.resilience4j.",
        "io.grpc.",
        "io.ktor.",
        "io.micrometer.",
        "io.micronaut.",
        "io.quarkus.",
        "io.smallrye.",
        "io.undertow.",
        "kong.unirest.",
        "akka.",
        "org.apache.pekko.",
        "org.apache.catalina.",
        "org.apache.tomcat.",
        "org.apache.commons.",
        "org.elasticsearch.client.",
        "co.elastic.clients.",
        "org.jboss.threads.",
        "org.jsoup.",
        "io.reactivex.",
        "rx.",
        "io.opentelemetry.",
        "org.aspectj.",
        "net.bytebuddy.",
        "org.mockito.",
        "org.junit.",
        "junit.",
        "org.testng.",
        "org.gradle.",
        "worker.org.gradle.",
        "org.apache.maven.",
    };

    private final List<String> applicationPackages;

    /** @param applicationPackages prefixes of application classes; empty to guess */
    public Libraries(List<String> applicationPackages) {
        this.applicationPackages = applicationPackages;
    }

    boolean isApplication(String className) {
        if (!applicationPackages.isEmpty()) {
            for (String prefix : applicationPackages) {
                if (className.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
        return !startsWithAny(className, PLATFORM) && !isClient(className) && !startsWithAny(className, WRAPPERS);
    }

    /** Whether it is neither the application's nor the platform's. */
    boolean isLibrary(String className) {
        return !isApplication(className) && !startsWithAny(className, PLATFORM);
    }

    /** The library between client and application that a class belongs to, by its package; null for none. */
    @Nullable
    String wrapper(String className) {
        for (String wrapper : WRAPPERS) {
            if (className.startsWith(wrapper)) {
                return wrapper;
            }
        }
        return null;
    }

    static boolean isTask(String className) {
        return startsWithAny(className, TASKS);
    }

    private static boolean isClient(String className) {
        if (className.startsWith(REACTOR)) {
            return true;
        }
        for (String client : CLIENTS) {
            int at = className.indexOf(client);
            if (at == 0 || at > 0 && className.charAt(at - 1) == '.') {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithAny(String className, String[] prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
