package dev.connleak.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** The attach mechanism of the JDK that runs connleak. */
final class JdkDoor implements JvmDoor {

    private final VirtualMachine jvm;

    private JdkDoor(VirtualMachine jvm) {
        this.jvm = jvm;
    }

    static JvmDoor open(long pid) throws AttachNotSupportedException, IOException {
        if (!available()) {
            throw new AttachUnavailableException();
        }
        return new JdkDoor(VirtualMachine.attach(Long.toString(pid)));
    }

    /** A run-time image may lack the module; its classes must not be touched then. */
    static boolean available() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent();
    }

    @Override
    public Properties systemProperties() throws IOException {
        return jvm.getSystemProperties();
    }

    @Override
    public void load(Path agentJar, String argument)
            throws AgentLoadException, AgentInitializationException, IOException {
        jvm.loadAgent(agentJar.toString(), argument);
    }

    @Override
    public void close() throws IOException {
        jvm.detach();
    }
}
