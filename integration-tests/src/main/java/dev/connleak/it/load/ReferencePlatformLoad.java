package dev.connleak.it.load;

/** The reference transport with its loops on platform threads, as on a JVM that has no others. */
public final class ReferencePlatformLoad extends ReferenceLoad {
    public ReferencePlatformLoad(int callers) {
        super(builder(callers).threadFactory(body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            return thread;
        }));
    }
}
