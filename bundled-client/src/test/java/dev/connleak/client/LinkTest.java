package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a stack of sockets is closed whose upper one may block. */
class LinkTest {

    @RegisterExtension
    final Fixture fixture = new Fixture();

    private final CountDownLatch tcpClosed = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private final AtomicBoolean saidGoodBye = new AtomicBoolean();

    @Test
    void goodByeThatBlocksIsCutShort() throws Exception {
        Link link = link();

        CompletableFuture.runAsync(link::close).get(30, TimeUnit.SECONDS);

        assertThat(saidGoodBye).isTrue();
        assertThat(tcpClosed.getCount()).isZero();
    }

    @Test
    void noGoodByeIsSaidDuringAWrite() throws Exception {
        Link link = link();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(link));
        writing.await();

        link.close();

        assertThat(saidGoodBye).isFalse();
        assertThat(tcpClosed.getCount()).isZero();
        mayWrite.countDown();
        writer.get(30, TimeUnit.SECONDS);
    }

    private Link link() throws IOException {
        TransportBuilder builder = Transport.builder();
        builder.tlsCloseTimeout = Duration.ofMillis(50);
        return new Link(new Settings(builder), new Tcp(), new Layer());
    }

    private static void write(Link link) {
        try {
            link.output().write(new byte[1], 0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Tcp extends Socket {
        @Override
        public void close() {
            tcpClosed.countDown();
        }
    }

    /** Stands for TLS over a connection whose send buffer is full. */
    private final class Layer extends Socket {
        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    writing.countDown();
                    await(mayWrite);
                }
            };
        }

        @Override
        public void close() {
            saidGoodBye.set(true);
            await(tcpClosed);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
