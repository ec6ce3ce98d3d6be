package dev.connleak.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** What the JDK's attach mechanism offers of another JVM; the seam at which tests put a JVM of their own. */
interface JvmDoor extends AutoCloseable {

    Properties systemProperties() throws IOException;

    void load(Path agentJar, String argument) throws AgentLoadException, AgentInitializationException, IOException;

    @Override
    void close() throws IOException;

    /** Opens the door of a process. */
    interface Opener {

        JvmDoor open(long pid) throws AttachNotSupportedException, IOException;
    }
}
