package dev.connleak.agent;

/** Runs beside the application's own shutdown hooks, and writes what there is to tell. */
final class ExitHook extends Thread {
    private final Occasions occasions;

    ExitHook(Occasions occasions) {
        super("connleak-exit");
        this.occasions = occasions;
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        try {
            occasions.exit();
        } catch (RuntimeException | Error failure) {
            Console.warn("no exit report: " + failure);
        }
    }
}
