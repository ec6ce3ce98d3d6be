package dev.connleak.it;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JDK's own way to put an agent into a running JVM. */
final class Attach {
    private Attach() {}

    /** Returns when the agent is at work. */
    static void agent(TargetJvm jvm, String argument) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            try {
                machine.loadAgent(AgentJar.path().toString(), argument);
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(jvm.story(), e);
        } catch (AgentLoadException e) {
            // JDK 8 answers 0 for "loaded"; newer ones expect a sentence, and take the number for an error.
            if (!"0".equals(e.getMessage())) {
                throw new IllegalStateException(jvm.story(), e);
            }
        } catch (AgentInitializationException | AttachNotSupportedException e) {
            throw new IllegalStateException(jvm.story(), e);
        }
    }
}
