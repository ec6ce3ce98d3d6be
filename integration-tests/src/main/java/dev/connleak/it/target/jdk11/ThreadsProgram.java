package dev.connleak.it.target.jdk11;

import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellClient;
import dev.connleak.it.target.Commands;
import dev.connleak.it.target.Exchanges;
import java.util.concurrent.FutureTask;

/** Has exchanges on threads with given names, {@code run THREAD CELL URL}, and says which threads really read and wrote, {@code witness}. */
public final class ThreadsProgram {
    private ThreadsProgram() {}

    public static void main(String[] args) throws Exception {
        CellClient client = CellClient.named(args[0]);
        IoWitness witness = new IoWitness();
        Commands commands = new Commands();
        commands.on("run", words -> {
                    Exchanges one =
                            new Exchanges(Cell.valueOf(words.get(1)), words.get(2), 1, false, commands.handles());
                    FutureTask<String> task = new FutureTask<>(() -> {
                        client.run(one);
                        return "";
                    });
                    new Thread(task, words.get(0)).start();
                    return task.get();
                })
                .on("witness", words -> witness.lastThreads())
                .serve();
    }
}
