package dev.connleak.clients;

import static dev.connleak.clients.Hooks.ANY;
import static dev.connleak.clients.Value.THIS;

import dev.connleak.track.Event;

/**
 * What {@code java.util.concurrent} of JDK 8 to 25 makes of a task that is submitted, and runs: one object, made on the thread
 * that submits it. {@code FutureTask} is what {@code submit}, {@code schedule} and {@code invokeAll} of all its executors
 * make, Reactor's and RxJava's schedulers included, and what the executor of virtual threads makes; the others are those of
 * {@code CompletableFuture.supplyAsync} and {@code runAsync}, and of a {@code ForkJoinPool}.
 *
 * <p>Left out: {@code execute}, where the same object may be submitted from many places at once; dependent stages of a
 * {@code CompletableFuture}, of which the JDK's own client makes dozens for an exchange; forked subtasks, of which there may
 * be millions a second.
 */
final class Tasks {
    private static final String CONCURRENT = "java.util.concurrent.";

    /** What a {@code ForkJoinPool} makes of a task that is none of its own; from 22 on most of them extend the last. */
    private static final String[] ADAPTED = {
        "AdaptedCallable",
        "AdaptedRunnable",
        "AdaptedRunnableAction",
        "RunnableExecuteAction",
        "AdaptedInterruptibleCallable",
        "InterruptibleTask",
    };

    private Tasks() {}

    static void hooks(Hooks on) {
        on.type(CONCURRENT + "FutureTask")
                .exit("<init>", ANY, Event.TASK_MADE, THIS)
                .enter("run", 0, Event.TASK_STARTED, THIS)
                .leave("run", 0, Event.TASK_ENDED, THIS, THIS)
                // Of periodic tasks, which run again.
                .enter("runAndReset", 0, Event.TASK_STARTED, THIS)
                .leave("runAndReset", 0, Event.TASK_ENDED, THIS);
        for (String supplied : new String[] {"AsyncSupply", "AsyncRun"}) {
            on.type(CONCURRENT + "CompletableFuture$" + supplied)
                    .exit("<init>", ANY, Event.TASK_MADE, THIS)
                    .enter("run", 0, Event.TASK_STARTED, THIS)
                    .leave("run", 0, Event.TASK_ENDED, THIS, THIS);
        }
        for (String adapted : ADAPTED) {
            on.type(CONCURRENT + "ForkJoinTask$" + adapted)
                    .exit("<init>", ANY, Event.TASK_MADE, THIS)
                    .enter("exec", 0, Event.TASK_STARTED, THIS)
                    .leave("exec", 0, Event.TASK_ENDED, THIS, THIS);
        }
    }
}
