package dev.connleak.it.load;

import java.util.concurrent.ThreadFactory;

/** What the callers run on. */
enum CallerThreads {
    PLATFORM {
        @Override
        ThreadFactory factory() {
            return Thread::new;
        }
    },
    /** On 21 and later. */
    VIRTUAL {
        @Override
        ThreadFactory factory() throws ReflectiveOperationException {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        }
    };

    abstract ThreadFactory factory() throws ReflectiveOperationException;
}
