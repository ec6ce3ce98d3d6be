package dev.connleak.it;

import dev.connleak.client.Transport;
import dev.connleak.it.target.ApacheCells;
import dev.connleak.it.target.Cell;
import dev.connleak.it.target.CellClient;
import dev.connleak.it.target.CellProgram;
import dev.connleak.it.target.HttpUrlConnectionCells;
import dev.connleak.it.target.JettyCells;
import dev.connleak.it.target.OkHttpCells;
import dev.connleak.it.target.ReferenceCells;
import dev.connleak.it.target.jdk11.JdkHttpCells;
import java.util.Arrays;
import java.util.List;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.Okio;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.impl.StaticLoggerBinder;

/** A client, the program class that drives it, and what that needs. */
enum Client {
    REFERENCE(ReferenceCells.class, Jdk.JDK_8, Transport.class),
    HTTP_URL_CONNECTION(HttpUrlConnectionCells.class, Jdk.JDK_8),
    JDK_HTTP_CLIENT(JdkHttpCells.class, Jdk.JDK_11),
    APACHE_5(
            ApacheCells.class,
            Jdk.JDK_8,
            HttpClient.class,
            HttpEntity.class,
            HttpVersionPolicy.class,
            Logger.class,
            StaticLoggerBinder.class),
    OKHTTP_4(OkHttpCells.class, Jdk.JDK_8, OkHttpClient.class, Okio.class, Unit.class),
    JETTY_9(
            JettyCells.class,
            Jdk.JDK_8,
            org.eclipse.jetty.client.HttpClient.class,
            HttpField.class,
            EndPoint.class,
            Callback.class,
            // Else it says on stderr that it logs there.
            Logger.class,
            StaticLoggerBinder.class);

    private final Class<? extends CellClient> cells;
    private final Jdk oldest;
    private final List<Class<?>> libraries;

    Client(Class<? extends CellClient> cells, Jdk oldest, Class<?>... libraries) {
        this.cells = cells;
        this.oldest = oldest;
        this.libraries = List.of(libraries);
    }

    /** Whether a connection that is lent reaches what the application has of the response, which is then never collected. */
    boolean holdsHandles() {
        return this == JDK_HTTP_CLIENT || this == JETTY_9;
    }

    private boolean runsOn(Jdk jdk) {
        return jdk.atLeast(oldest);
    }

    Class<? extends CellClient> cells() {
        return cells;
    }

    /** A program whose first argument names the cells of this client. */
    Launch launch(Jdk jdk, Class<?> program) {
        return Launch.of(jdk, program).with(libraries).arguments(cells.getName());
    }

    /** The program that runs this client's cells. */
    Launch launch(Jdk jdk) {
        return Launch.of(jdk, CellProgram.class).with(libraries);
    }

    /** The program that runs the cells of every client. */
    static Launch launchAll(Jdk jdk) {
        return launchAll(jdk, CellProgram.class);
    }

    /** A program that may use every client. */
    static Launch launchAll(Jdk jdk, Class<?> program) {
        List<Class<?>> all =
                Arrays.stream(values()).flatMap(each -> each.libraries.stream()).toList();
        return Launch.of(jdk, program).with(all);
    }

    static List<Client> allOn(Jdk jdk) {
        return Arrays.stream(values()).filter(each -> each.runsOn(jdk)).toList();
    }

    /** The command that has exchanges of one cell with a server. */
    String run(Cell cell, int times, RawServer server) {
        return run(cell, times, false, server);
    }

    /** The same with a server of any kind. */
    String run(Cell cell, int times, String url) {
        return "run %s %s %d false %s".formatted(cells.getName(), cell, times, url);
    }

    /** @param tasted whether a body that is not read to its end is begun, by one byte */
    String run(Cell cell, int times, boolean tasted, RawServer server) {
        return "run %s %s %d %s %s".formatted(cells.getName(), cell, times, tasted, server.url());
    }

    /** The command that begins one exchange, on a thread of its own. */
    String begin(Cell cell, RawServer server) {
        return "begin %s %s %s".formatted(cells.getName(), cell, server.url());
    }

    /** The command that begins a download with pauses, on a thread of its own. */
    String download(RawServer server) {
        return "download %s %s".formatted(cells.getName(), server.url());
    }
}
