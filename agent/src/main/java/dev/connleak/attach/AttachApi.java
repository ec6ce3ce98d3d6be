package dev.connleak.attach;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;

/** The JDK's way into another JVM, by name: on 8 it is in {@code tools.jar}, later in a module that an image may lack. */
final class AttachApi {
    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

    private final Class<?> type;
    private final Object machine;
    private final long pid;

    private AttachApi(Class<?> type, Object machine, long pid) {
        this.type = type;
        this.machine = machine;
        this.pid = pid;
    }

    static AttachApi to(long pid) throws RefusalException {
        Class<?> type = machineClass();
        try {
            Object machine = type.getMethod("attach", String.class).invoke(null, Long.toString(pid));
            return new AttachApi(type, machine, pid);
        } catch (InvocationTargetException e) {
            throw refused(pid, e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Properties systemProperties() throws RefusalException {
        try {
            return (Properties) type.getMethod("getSystemProperties").invoke(machine);
        } catch (InvocationTargetException e) {
            throw refused(pid, e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Its success and its failure are hints only: 8 says "0" for success to a newer JDK, and our agent throws nothing at a
     * JVM in which it could not start. From 21 on even a refusal has the status of a success (measured on 21.0.12 and
     * 25.0.3); the JDK's own client reads the words behind it, others do not.
     */
    void load(File jar, String argument) throws RefusalException {
        try {
            type.getMethod("loadAgent", String.class, String.class).invoke(machine, jar.getPath(), argument);
        } catch (InvocationTargetException e) {
            if (!"0".equals(e.getTargetException().getMessage())) {
                throw refused(pid, e.getTargetException());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        try {
            type.getMethod("detach").invoke(machine);
        } catch (ReflectiveOperationException e) {
            // The socket ends with this process.
            return;
        }
    }

    private static Class<?> machineClass() throws RefusalException {
        try {
            return Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException notInTheImage) {
            File home = new File(System.getProperty("java.home"));
            File tools = new File(home.getParentFile(), "lib/tools.jar");
            try {
                if (tools.isFile()) {
                    URL[] jar = {tools.toURI().toURL()};
                    return Class.forName(MACHINE, true, new URLClassLoader(jar));
                }
            } catch (ClassNotFoundException | IOException e) {
                throw new IllegalStateException(e);
            }
            throw new RefusalException("this Java (" + home + ") cannot attach: run this with the java of a JDK");
        }
    }

    private static RefusalException refused(long pid, Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("Dynamic agent loading is not enabled")) {
            return forbidden(pid, "-XX:-EnableDynamicAgentLoading");
        }
        if (said.contains("does not support the attach mechanism")) {
            return forbidden(pid, "-XX:+DisableAttachMechanism");
        }
        if (said.contains("not permitted")) {
            return new RefusalException("process " + pid + " belongs to another user; run this as that user");
        }
        if (cause.getClass().getSimpleName().equals("AttachNotSupportedException")) {
            return new RefusalException("process " + pid + " did not answer (" + said
                    + "): it may be stopped, or started with -XX:+DisableAttachMechanism; read its stderr");
        }
        return new RefusalException(
                "process " + pid + " did not load the agent (" + said + "): read what it wrote on its stderr");
    }

    private static RefusalException forbidden(long pid, String flag) {
        return new RefusalException("process " + pid + " refuses agents, it was started with " + flag
                + ": restart it without, or with -javaagent:connleak-agent.jar");
    }
}
