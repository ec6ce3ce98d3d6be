package dev.connleak.attach;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Reads the command line, asks, and ends with the code that the answer wants. */
public final class Main {
    private static final String COMMANDS = " attach status dump set reset detach ";
    private static final int WRONG_USAGE = 2;
    private static final int WARNS_FROM = 21;
    private static final int COULD_NOT_LOOK = 4;
    private static final int FAULT = 70;

    private static final String USAGE = "usage: java -jar connleak-agent.jar COMMAND PID [OPTIONS]\n"
            + "  attach PID [name=value,…]  puts the agent into a JVM that runs without it\n"
            + "  status PID                 is it well, what does it see; 1 where it found leaks\n"
            + "  dump PID                   a report, on stdout\n"
            + "  set PID name=value,…       changes options while it runs\n"
            + "  reset PID                  counts begin anew\n"
            + "  detach PID                 takes the agent out again\n"
            + "At the start of a JVM: java -javaagent:connleak-agent.jar=report=leaks/ …";

    private final PrintStream out;
    private final PrintStream err;

    private Main() throws IOException {
        out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8.name());
        err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8.name());
    }

    /**
     * Called by the entry class, by name.
     *
     * @param jar the agent's own, which the other JVM is to load
     * @return the exit code
     */
    public static int run(String[] args, File jar, String version) throws IOException {
        return new Main().run(args, jar.getAbsoluteFile(), version, args.length > 2 ? args[2] : "");
    }

    private int run(String[] args, File jar, String version, String options) {
        if (args.length == 1 && args[0].equals("--version")) {
            out.println("connleak agent " + version);
            return 0;
        }
        if (args.length == 1 && args[0].equals("--help")) {
            out.println(USAGE);
            return 0;
        }
        boolean takesOptions = args.length > 0 && (args[0].equals("attach") || args[0].equals("set"));
        if (args.length < 2 || args.length > (takesOptions ? 3 : 2) || !COMMANDS.contains(" " + args[0] + " ")) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        try {
            long pid = Long.parseLong(args[1]);
            Target.check(pid);
            Question question = new Question(args[0], options);
            int exitCode = told(question.ask(pid, jar, version));
            if (args[0].equals("attach") && warnsOfAgents(question.javaVersion())) {
                err.println("The target is Java " + question.javaVersion()
                        + ": the WARNING lines about a dynamically loaded agent on its stderr are expected.");
            }
            return exitCode;
        } catch (NumberFormatException e) {
            err.println("connleak: " + args[1] + " is no process id: see jps");
            return WRONG_USAGE;
        } catch (RefusalException e) {
            err.println("connleak: " + e.getMessage());
            return COULD_NOT_LOOK;
        } catch (IOException e) {
            err.println(
                    "connleak: the answer could not be read (" + e.getMessage() + "): run this as the user of the JVM");
            return COULD_NOT_LOOK;
        } catch (InterruptedException e) {
            return FAULT;
        }
    }

    /** Since Java 21 (JEP 451) a JVM warns when an agent is loaded while it runs. */
    private static boolean warnsOfAgents(String javaVersion) {
        return !javaVersion.isEmpty() && !javaVersion.startsWith("1.") && Integer.parseInt(javaVersion) >= WARNS_FROM;
    }

    private int told(Question.Answer answer) {
        if (answer.report != null) {
            out.println(answer.report);
        }
        if (!answer.message.isEmpty()) {
            (answer.ok && answer.report == null ? out : err).println(answer.message);
        }
        return answer.exitCode;
    }
}
