package dev.connleak.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack as a verdict needs it: the site (the first application frame), up to five application frames for the
 * fingerprint, and the wrapper libraries in between.
 *
 * <p>A fingerprint holds no line numbers and no generated names, so that the same code has the same one in the next run
 * and after an edit elsewhere in the file. Frames of test classes are left out where others remain: the same bug, met by
 * two tests, is one cause. A proxy or a lambda's class that is made at run time is nobody's code: it is neither a site nor
 * part of a fingerprint, also where it lies in a package of the application.
 */
public final class CallPath {
    private static final int FRAMES = 5;

    /**
     * In the names of classes that are made while the program runs, and do nothing but hand a call on. Whether they show in a
     * stack, and how many there are of them, differs from JDK to JDK (a lambda's shows on 8 only) and from run to run.
     */
    private static final String[] GENERATED = {
        "$$Lambda",
        "$$EnhancerBy",
        "$$SpringCGLIB",
        "$$FastClass",
        "$HibernateProxy",
        "$MockitoMock$",
        "$ByteBuddy$",
        "$$_Weld",
        "_$$_jvst",
        "_$$_javassist",
    };

    private static final String PROXY = "$Proxy";

    /** The first application frame, or null where there is none. */
    public final @Nullable StackTraceElement site;
    /** Wrapper libraries between client and application, outermost first. */
    public final List<String> through;

    /** The thread ran a task of {@code java.util.concurrent}, whose submission can be seen. */
    public final boolean inTask;

    /** Classes below the site and its own, innermost first: who led from the application to the client. */
    final List<String> classes;
    /** Those of them that are a client's or a wrapper library's. */
    final List<String> libraries;

    /** Made by a test framework that prepares a test: an instance of its class, or its before-methods. */
    final boolean inSetUp;

    private final List<String> frames;
    private final @Nullable String siteFingerprint;

    private CallPath(
            @Nullable StackTraceElement site,
            List<String> classes,
            List<String> libraries,
            List<String> through,
            boolean inTask,
            boolean inSetUp,
            List<String> frames) {
        this.site = site;
        this.classes = Collections.unmodifiableList(classes);
        this.libraries = Collections.unmodifiableList(libraries);
        this.inTask = inTask;
        this.inSetUp = inSetUp;
        this.through = through;
        this.frames = frames;
        this.siteFingerprint = site == null
                ? null
                : "cls1:"
                        + new Hash()
                                .add(stable(site.getClassName()))
                                .add(stable(site.getMethodName()))
                                .hex();
    }

    static CallPath of(StackTraceElement[] stack, Libraries libraries) {
        StackTraceElement site = null;
        List<String> through = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        List<String> testFrames = new ArrayList<>();
        boolean inTask = false;
        boolean inSetUp = false;
        List<String> classes = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            String className = frame.getClassName();
            inTask |= Libraries.isTask(className);
            if (isHelp(className, frame.getMethodName()) || site != null && isCallers(className)) {
                break;
            }
            inSetUp |= isSetUp(className, frame.getMethodName());
            if (site == null) {
                classes.add(className);
                if (libraries.isLibrary(className)) {
                    called.add(className);
                }
            }
            if (!libraries.isApplication(className)) {
                String wrapper = libraries.wrapper(className);
                if (site == null && wrapper != null) {
                    addOutermost(through, topLevel(className), wrapper);
                }
                continue;
            }
            if (isGenerated(className)) {
                continue;
            }
            if (site == null) {
                site = named(frame);
            }
            String name = stable(className) + "." + stable(frame.getMethodName());
            (isTest(className) ? testFrames : frames).add(name);
        }
        return new CallPath(
                site,
                classes,
                called,
                Collections.unmodifiableList(through),
                inTask,
                inSetUp,
                frames.isEmpty() ? testFrames : frames);
    }

    /** The site as people write it, {@code com.acme.Orders.poll(Orders.java:88)}; null where there is none. */
    public @Nullable String place() {
        return site == null
                ? null
                : site.getClassName() + "." + site.getMethodName() + "(" + site.getFileName() + ":"
                        + site.getLineNumber() + ")";
    }

    /** Equal for the same cause in another run. */
    public String fingerprint(Kind kind, String client) {
        Hash hash = new Hash().add(kind.family).add(client);
        for (int i = 0; i < Math.min(FRAMES, frames.size()); i++) {
            hash.add(frames.get(i));
        }
        return "clf1:" + hash.hex();
    }

    /** Equal for the same place in another run, whatever led there. */
    public @Nullable String siteFingerprint() {
        return siteFingerprint;
    }

    /**
     * A thread that waits for a task of a {@code ForkJoinPool} runs it, or any other one, in the meantime: what lies below
     * is the code that waits, and has nothing to do with what is run.
     */
    private static boolean isHelp(String className, String method) {
        return Libraries.isTask(className) && method.equals("exec");
    }

    /** A pool that is full has its tasks run by those who submit them, now and then. */
    private static boolean isCallers(String className) {
        return className.equals("java.util.concurrent.ThreadPoolExecutor$CallerRunsPolicy");
    }

    private static void addOutermost(List<String> through, String className, String wrapper) {
        // Frames come innermost first; of one library's run of frames the last is where it was entered.
        if (!through.isEmpty() && through.get(0).startsWith(wrapper)) {
            through.set(0, className);
        } else {
            through.add(0, className);
        }
    }

    private static String topLevel(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }

    /** JUnit 5 and later, JUnit 4, TestNG. */
    private static boolean isSetUp(String className, String method) {
        if (className.startsWith("org.junit.jupiter.engine.")) {
            return method.contains("invokeBefore") || method.contains("instantiateTestClass");
        }
        if (className.startsWith("org.junit.")) {
            return className.endsWith(".RunBefores") || method.equals("createTest");
        }
        return className.startsWith("org.testng.") && className.endsWith("ConfigInvoker");
    }

    private static boolean isTest(String className) {
        String name = topLevel(className).substring(topLevel(className).lastIndexOf('.') + 1);
        return name.endsWith("Test") || name.endsWith("Tests") || name.endsWith("IT") || name.startsWith("Test");
    }

    /** A proxy of an interface that is not public lies in that interface's own package. */
    private static boolean isGenerated(String className) {
        for (String generated : GENERATED) {
            if (className.contains(generated)) {
                return true;
            }
        }
        int proxy = className.lastIndexOf('.') + 1;
        return className.startsWith(PROXY, proxy)
                && className.length() > proxy + PROXY.length()
                && isDigit(className.charAt(proxy + PROXY.length()));
    }

    /** Without the address that an anonymous class of the JVM (8) or a hidden one has behind its name, where either shows. */
    private static StackTraceElement named(StackTraceElement frame) {
        int address = frame.getClassName().indexOf('/');
        return address < 0
                ? frame
                : new StackTraceElement(
                        frame.getClassName().substring(0, address),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber());
    }

    /** Without what compilers number, lambdas and anonymous classes, and without a hidden class's address. */
    static String stable(String name) {
        StringBuilder text = new StringBuilder(name.length());
        int address = name.indexOf('/');
        int end = address < 0 ? name.length() : address;
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            if (isDigit(c) && text.length() > 0 && text.charAt(text.length() - 1) == '$') {
                while (i + 1 < end && isDigit(name.charAt(i + 1))) {
                    i++;
                }
                c = '#';
            }
            text.append(c);
        }
        return text.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
