package dev.connleak.it.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;

/** How many bytes the threads of this JVM have allocated. */
final class Allocation {
    private Allocation() {}

    /**
     * All threads' bytes: on 21 and later the JVM's own total, which counts virtual threads by their carriers; before,
     * the sum over the platform threads that are alive, so that none may end between two readings.
     */
    static long total() throws ReflectiveOperationException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try {
            Method total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            return (long) total.invoke(threads);
        } catch (NoSuchMethodException e) {
            long sum = 0;
            for (long each : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
                sum += Math.max(0, each);
            }
            return sum;
        }
    }
}
