package dev.connleak.it.target;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/** Apache HttpClient 5 with few connections. */
@SuppressWarnings("deprecation")
public class SmallApachePool implements ExhaustedProgram.SmallPool {
    private final List<Object> kept = new ArrayList<>();
    private final CloseableHttpClient client;

    public SmallApachePool() {
        this(PoolConcurrencyPolicy.STRICT);
    }

    SmallApachePool(PoolConcurrencyPolicy policy) {
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(policy)
                        .setMaxConnPerRoute(ExhaustedProgram.LIMIT)
                        .build())
                .build();
    }

    @Override
    public void lend(String url) throws IOException {
        kept.add(client.execute(new HttpGet(url)));
    }

    @Override
    public void ask(String url) {
        try {
            client.execute(new HttpGet(url)).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool without a lock of its own. */
    public static final class Lax extends SmallApachePool {
        public Lax() {
            super(PoolConcurrencyPolicy.LAX);
        }
    }
}
