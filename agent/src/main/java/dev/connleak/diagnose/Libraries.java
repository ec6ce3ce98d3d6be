package dev.connleak.diagnose;

import java.util.List;

/**
 * Tells application code from libraries by class name: a leak is blamed on the first frame that is neither a client's nor
 * a wrapper's nor the JDK's. Option {@code applicationPackages} overrules the list.
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
    };

    private static final String[] CLIENTS = {
        "okhttp3.",
        "okio.",
        "org.apache.hc.",
        "org.apache.http.",
        "dev.connleak.client.",
        "org.eclipse.jetty.",
        "reactor.",
        "io.netty.",
        "io.vertx.",
        "org.asynchttpclient.",
    };

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
        "com.google.api.client.",
        "com.fasterxml.jackson.",
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

    /** A library between client and application that is worth naming. */
    boolean isWrapper(String className) {
        return startsWithAny(className, WRAPPERS);
    }

    /** A client keeps its package as the tail when it is relocated. */
    private static boolean isClient(String className) {
        for (String client : CLIENTS) {
            if (className.startsWith(client) || (client.length() > 8 && className.contains("." + client))) {
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
