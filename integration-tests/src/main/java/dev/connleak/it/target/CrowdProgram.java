package dev.connleak.it.target;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * {@code hold TIMES} has so many bodies open at once, through a thousand call paths; {@code work THREADS} has threads that
 * have healthy exchanges all the while; {@code blocked} says how often these waited for a monitor, and how many exchanges they
 * had.
 */
public final class CrowdProgram {
    private static final int PATHS = 1000;
    private static final int FRAMES = 20;
    private static final int SMALL = 200;
    private static final int LARGE = 60_000;

    private final Commands commands = new Commands();
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicLong exchanges = new AtomicLong();
    private final CloseableHttpClient client;

    private CrowdProgram() {
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(
                        proxy -> MemorySocketImpl.socket(),
                        null,
                        null,
                        RegistryBuilder.<TlsSocketStrategy>create().build()),
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(256).build())
                        .build());
        manager.setDefaultSocketConfig(SocketConfig.custom()
                .setTcpKeepIdle(-1)
                .setTcpKeepInterval(-1)
                .setTcpKeepCount(-1)
                .build());
        manager.setMaxTotal(Integer.MAX_VALUE);
        manager.setDefaultMaxPerRoute(Integer.MAX_VALUE);
        client = HttpClients.custom().setConnectionManager(manager).build();
    }

    public static void main(String[] args) throws IOException {
        CrowdProgram program = new CrowdProgram();
        program.commands
                .on("hold", words -> program.hold(Integer.parseInt(words.get(0))))
                .on("work", words -> program.work(Integer.parseInt(words.get(0))))
                .on("blocked", words -> program.blocked())
                .serve();
    }

    private String hold(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            walk(i % PATHS, FRAMES);
        }
        return "";
    }

    private void walk(int path, int frames) throws IOException {
        if (frames == 0) {
            commands.handles().add(client.executeOpen(null, new HttpGet("http://127.0.0.1:" + LARGE + "/"), null));
        } else if (path % 2 == 0) {
            walk(path / 2, frames - 1);
        } else {
            aside(path / 2, frames - 1);
        }
    }

    private void aside(int path, int frames) throws IOException {
        walk(path, frames);
    }

    private String work(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(this::exchange, "worker-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
        return "";
    }

    private void exchange() {
        try {
            while (true) {
                client.execute(new HttpGet("http://127.0.0.1:" + SMALL + "/"), response -> {
                    EntityUtils.consume(response.getEntity());
                    return null;
                });
                exchanges.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String blocked() {
        long blocked = 0;
        for (Thread worker : workers) {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(worker.getId());
            if (info == null) {
                throw new IllegalStateException(worker + " has died");
            }
            blocked += info.getBlockedCount();
        }
        return blocked + " " + exchanges;
    }
}
