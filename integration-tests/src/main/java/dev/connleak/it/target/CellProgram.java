package dev.connleak.it.target;

/** Runs cells of one client, {@code run CELL TIMES TASTED URL}, and says whether {@code gzip-reads-on} here. */
public final class CellProgram {
    private CellProgram() {}

    public static void main(String[] args) throws Exception {
        CellClient client = CellClient.named(args[0]);
        Commands commands = new Commands();
        commands.on("run", words -> {
                    Cell cell = Cell.valueOf(words.get(0));
                    int times = Integer.parseInt(words.get(1));
                    boolean tasted = Boolean.parseBoolean(words.get(2));
                    client.run(new Exchanges(cell, words.get(3), times, tasted, commands.handles()));
                    return "";
                })
                .on("gzip-reads-on", words -> Boolean.toString(GzipTrailer.readsOn()))
                .serve();
    }
}
