package dev.connleak.agent;

import dev.connleak.clients.Clients;
import dev.connleak.clients.Door;
import dev.connleak.clients.Substitution;
import dev.connleak.report.ReportFile;
import dev.connleak.track.Clock;
import dev.connleak.track.Ledger;
import dev.connleak.track.Rehearsal;
import dev.connleak.track.Snapshots;
import dev.connleak.track.Sweep;
import dev.connleak.weave.SelfTest;
import dev.connleak.weave.Transformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All parts of a running agent, put together, and taken apart again. The door is put on the bridge before anything is
 * woven, so that no event of a woven class is lost, and the self-test runs before the transformer is known to the JVM, so
 * that nothing has to be loaded while other classes are.
 */
final class Installation {
    /** What a stack begins with where it was captured: none of it is the application's. */
    private static final String[] OWN_FRAMES = {
        "dev.connleak.track.", "dev.connleak.clients.", "dev.connleak.bridge.", "java.lang.ConnleakBridge",
    };

    private final Settings settings;
    private final Switch power = new Switch();
    private final Ledger ledger;
    private final Sweep sweep;
    private final Weaving weaving;
    private final TaskWatch tasks;
    private final Door door;
    private final Reporter reporter;
    private final Occasions occasions;
    private final Viewers viewers;
    private final Sweeper sweeper;
    private final ExitHook exitHook;

    Installation(Options options, Instrumentation instrumentation, Jdk jdk, boolean attached) {
        settings = new Settings(options);
        Substitution substitution = options.substitute ? Wrappers.define(jdk) : null;
        if (options.substitute && substitution == null) {
            Console.warn("substitute=true has no effect in this JVM, which can't be given the classes that it needs");
        }
        Clients clients = new Clients(jdk, substitution);
        ledger =
                new Ledger(Clock.SYSTEM, clients.handsOut(), options.capacity, captures(options), attached, OWN_FRAMES);
        door = new Door(clients.allHooks(), ledger, power, substitution);
        Rehearsal.play();
        String failure = SelfTest.run();
        if (failure != null) {
            Console.warn("the self-test failed, no verdict of this run can be trusted: " + failure);
        }
        ClassLoader own = Installation.class.getClassLoader();
        Transformer transformer = new Transformer(clients.hooks(), own);
        weaving = new Weaving(instrumentation, transformer);
        tasks = new TaskWatch(new Weaving(instrumentation, new Transformer(clients.taskHooks(), own)));
        sweep = new Sweep(ledger, clients, heldAfter(options));
        GarbageCollections collections = new GarbageCollections();
        reporter = new Reporter(
                settings,
                clients,
                new Coverage(clients, transformer),
                new Snapshots(ledger, sweep, clients),
                power,
                collections,
                new CodeSources(instrumentation),
                attached,
                failure == null);
        occasions = new Occasions(settings, ledger, sweep, reporter, collections, tasks, reportFile(options));
        viewers = new Viewers(reporter);
        sweeper = new Sweeper(sweep, collections, this::chores, power);
        exitHook = new ExitHook(
                occasions::exit,
                () -> settings.now().exitTimeoutMillis,
                Console::warn,
                Console.prepared("no exit report: there is no memory left"));
    }

    Reporter reporter() {
        return reporter;
    }

    Viewers viewers() {
        return viewers;
    }

    Options options() {
        return settings.now();
    }

    long sweeperBusyNanos() {
        return sweeper.busyNanos();
    }

    int ledgerEntries() {
        return ledger.live();
    }

    /** Begins to watch; answers what it took to weave the classes that were loaded. */
    Reweaving start() {
        door.ignore(sweeper);
        power.on(door);
        Reweaving woven = weaving.begin();
        sweeper.start();
        Runtime.getRuntime().addShutdownHook(exitHook);
        return woven;
    }

    /** Puts changed options into force. */
    void change(Options to) {
        settings.change(to);
        ledger.captureStacks(captures(to));
        sweep.heldAfter(heldAfter(to));
    }

    /**
     * Leaves the JVM. First no event comes any more, then nothing is woven any more, then the thread ends and the last word
     * is written; when the caller lets go of this object and its loader, nothing refers to either.
     *
     * @throws IllegalStateException if the JVM is ending, which nothing is done to
     */
    Farewell detach() throws InterruptedException {
        Runtime.getRuntime().removeShutdownHook(exitHook);
        power.detach();
        Reweaving unwoven = weaving.end();
        tasks.end(unwoven);
        List<String> left = new ArrayList<>();
        for (String refused : unwoven.refused) {
            left.add("still woven, without effect: " + refused);
        }
        if (!sweeper.end()) {
            left.add("the thread " + sweeper.getName() + " is busy and ends when it is done");
        }
        viewers.dismiss();
        occasions.detached();
        return new Farewell(unwoven, left);
    }

    /** What a detach did, and what it could not take with it. */
    static final class Farewell {
        final Reweaving unwoven;
        /** A sentence each; empty where nothing is left. */
        final List<String> left;

        Farewell(Reweaving unwoven, List<String> left) {
            this.unwoven = unwoven;
            this.left = left;
        }
    }

    private void chores() {
        occasions.run();
        viewers.serve();
    }

    private static boolean captures(Options options) {
        return !options.level.equals("counts");
    }

    private static long heldAfter(Options options) {
        return TimeUnit.MILLISECONDS.toNanos(options.heldAfterMillis);
    }

    private @Nullable ReportFile reportFile(Options options) {
        if (options.report == null) {
            return null;
        }
        return new ReportFile(
                options.report, Jdk.host(), Jdk.pid(), reporter.jvmStartEpochMillis(), options.reportMode);
    }
}
