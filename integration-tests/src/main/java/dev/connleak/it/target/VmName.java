package dev.connleak.it.target;

/** An agent that comes before the one under test and gives the JVM the name of another one. */
public final class VmName {
    private VmName() {}

    public static void premain(String name) {
        System.setProperty("java.vm.name", name);
    }
}
