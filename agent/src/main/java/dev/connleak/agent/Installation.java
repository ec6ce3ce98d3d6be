package dev.connleak.agent;

import dev.connleak.clients.Clients;
import dev.connleak.clients.Door;
import dev.connleak.clients.Hook;
import dev.connleak.report.ReportFile;
import dev.connleak.track.Clock;
import dev.connleak.track.Ledger;
import dev.connleak.track.Rehearsal;
import dev.connleak.track.Snapshots;
import dev.connleak.track.Sweep;
import dev.connleak.weave.SelfTest;
import dev.connleak.weave.Transformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All parts of a running agent, put together. The door is put on the bridge before anything is woven, so that no event of
 * a woven class is lost, and the self-test runs before the transformer is known to the JVM, so that nothing has to be
 * loaded while other classes are.
 */
final class Installation {
    /** What a stack begins with where it was captured: none of it is the application's. */
    private static final String[] OWN_FRAMES = {
        "dev.connleak.track.", "dev.connleak.clients.", "dev.connleak.bridge.", "java.lang.ConnleakBridge",
    };

    private final Instrumentation instrumentation;
    private final Switch power = new Switch();
    private final Transformer transformer;
    private final Door door;
    private final Reporter reporter;
    private final Occasions occasions;
    private final Sweeper sweeper;

    Installation(Options options, Instrumentation instrumentation, Jdk jdk, boolean attached) {
        this.instrumentation = instrumentation;
        Clients clients = new Clients(jdk);
        Hook[] hooks = clients.hooks();
        Ledger ledger = new Ledger(
                Clock.SYSTEM,
                clients.handsOut(),
                options.capacity,
                !options.level.equals("counts"),
                attached,
                OWN_FRAMES);
        door = new Door(hooks, ledger, power);
        Rehearsal.play();
        String failure = SelfTest.run();
        if (failure != null) {
            Console.warn("the self-test failed, no verdict of this run can be trusted: " + failure);
        }
        transformer = new Transformer(hooks, Installation.class.getClassLoader());
        Sweep sweep = new Sweep(ledger, clients, TimeUnit.MILLISECONDS.toNanos(options.heldAfterMillis));
        GarbageCollections collections = new GarbageCollections();
        reporter = new Reporter(
                options,
                clients,
                new Coverage(clients, transformer),
                new Snapshots(ledger, sweep, clients),
                power,
                collections,
                attached,
                failure == null);
        occasions = new Occasions(options, ledger, sweep, reporter, collections, reportFile(options));
        sweeper = new Sweeper(sweep, collections, occasions, power);
    }

    Reporter reporter() {
        return reporter;
    }

    /** Begins to watch; answers how many loaded classes had to be woven again. */
    int start() {
        door.ignore(sweeper);
        power.on(door);
        instrumentation.addTransformer(transformer, true);
        int woven = weaveLoaded();
        sweeper.start();
        Runtime.getRuntime().addShutdownHook(new ExitHook(occasions));
        return woven;
    }

    /** One class a call: a batch fails as a whole. */
    private int weaveLoaded() {
        int woven = 0;
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (transformer.wants(loaded) && instrumentation.isModifiableClass(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                    woven++;
                } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
                    Console.warn("cannot weave " + loaded.getName() + ", which is loaded already: " + refused);
                }
            }
        }
        return woven;
    }

    private @Nullable ReportFile reportFile(Options options) {
        if (options.report == null) {
            return null;
        }
        ReportFile file = new ReportFile(
                options.report, Jdk.host(), Jdk.pid(), reporter.jvmStartEpochMillis(), options.reportMode);
        String problem = file.probe();
        if (problem != null) {
            Console.warn(problem);
        }
        return file;
    }
}
