package dev.connleak.agent;

import dev.connleak.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a later attach may ask of the agent that is there, whichever jar it brings along. Called by the entry class, by
 * name, on the JVM's attach listener.
 */
public final class Commands {
    static final String ATTACH = "attach";
    private static final String STATUS = "status";
    private static final String DUMP = "dump";
    private static final String WATCH = "watch";
    private static final String SET = "set";
    private static final String RESET = "reset";
    private static final String DETACH = "detach";

    private final Installation installation;
    private final Status status;

    Commands(Installation installation, Status status) {
        this.installation = installation;
        this.status = status;
    }

    /**
     * Does what the argument says and answers under the request's id.
     *
     * @return whether the agent stays
     */
    public boolean command(@Nullable String argument) {
        Options asked = Options.read(argument, OptionSources.NONE);
        String command = asked.command == null ? ATTACH : asked.command;
        switch (command) {
            case ATTACH:
                Answer.success(asked.request, already(asked.askedBy), null);
                return true;
            case STATUS:
                Report now = installation.reporter().report(Reporter.Trigger.REQUEST);
                Answer.told(asked.request, status.text(now), status.exitCode(now));
                return true;
            case DUMP:
                Report report = installation.reporter().report(Reporter.Trigger.REQUEST);
                Answer.success(asked.request, String.join("\n", Beforehand.lines(report)), report);
                return true;
            case WATCH:
                watch(asked.request);
                return true;
            case SET:
                set(asked.request, argument == null ? "" : argument);
                return true;
            case RESET:
                installation.reporter().reset();
                Answer.success(asked.request, "Counts begin anew; what is open now is still known.", null);
                return true;
            case DETACH:
                return !detach(asked.request);
            default:
                Answer.failure(
                        asked.request,
                        "this agent, connleak " + Version.TEXT + ", does not know the command " + command
                                + "; it knows attach, status, dump, watch, set, reset and detach",
                        Answer.WRONG_USAGE);
                return true;
        }
    }

    private static String already(@Nullable String askedBy) {
        String message = "connleak " + Version.TEXT
                + " watches this JVM already; its options stay as they are, set changes some.";
        return askedBy == null || askedBy.equals(Version.TEXT)
                ? message
                : message + "\nThe agent that was brought along, connleak " + askedBy
                        + ", is not used: a JVM keeps the first one, also after a detach. Restart it for the other.";
    }

    /** A report now, and one each second for as long as somebody takes them away. */
    private void watch(@Nullable String request) {
        Viewers viewers = installation.viewers();
        if (viewers.isFull()) {
            Answer.failure(
                    request,
                    "as many views of this JVM are open as it allows: close one, or wait 10 s for one that was killed",
                    Answer.NOT_WATCHED);
            return;
        }
        Report report = installation.reporter().report(Reporter.Trigger.REQUEST);
        if (Answer.success(request, String.join("\n", Beforehand.lines(report)), report) && request != null) {
            viewers.admit(request);
        }
    }

    private void set(@Nullable String request, String argument) {
        Change change = new Change(installation.options(), argument);
        if (change.problems.isEmpty()) {
            installation.change(change.after);
            Answer.success(request, String.join("\n", change.lines), null);
        } else {
            List<String> lines = new ArrayList<>(change.problems);
            lines.add("Nothing was changed.");
            Answer.failure(request, String.join("\n", lines), Answer.WRONG_USAGE);
        }
    }

    /** @return whether the agent is gone */
    private boolean detach(@Nullable String request) {
        Installation.Farewell farewell;
        try {
            farewell = installation.detach();
        } catch (IllegalStateException ending) {
            Answer.failure(request, "the JVM is ending, and the exit report is under way", Answer.NOT_WATCHED);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            Answer.failure(request, "interrupted while leaving: ask again", Answer.FAULT);
            return false;
        }
        String gone = "connleak " + Version.TEXT + " has left this JVM; unwoven: " + farewell.unwoven.summary() + ".";
        if (farewell.left.isEmpty()) {
            Answer.success(request, gone + "\nNo thread, hook, table or class loader of it is left.", null);
        } else {
            Answer.failure(request, gone + "\n" + String.join("\n", farewell.left), Answer.FAULT);
        }
        return true;
    }
}
