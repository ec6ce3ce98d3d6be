package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Orders;
import dev.connleak.clients.Clients;
import dev.connleak.diagnose.Cause;
import dev.connleak.diagnose.Grade;
import dev.connleak.report.Judged;
import dev.connleak.track.Book;
import dev.connleak.track.Clock;
import dev.connleak.track.Ledger;
import dev.connleak.track.Snapshots;
import dev.connleak.track.Sweep;
import dev.connleak.weave.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final Book book = new Book();

    @Test
    void aCauseIsOneLineWithoutAStack() {
        for (int i = 0; i < 2; i++) {
            Orders.poll(book).abandon();
        }

        String said = said(new Announcer(), Grade.LIKELY, Judged.causes(book));

        assertThat(said)
                .matches("grade=proven kind=body-abandoned count=2 held=2"
                        + " site=com\\.acme\\.Orders\\.poll\\(Orders\\.java:\\d+\\) client=http-url-connection"
                        + " route=http://orders:8080 fp=clf1:[0-9a-f]{16}\n");
    }

    @Test
    void aCauseIsToldOnceAnHour() {
        Orders.poll(book).abandon();
        Announcer announcer = new Announcer();
        said(announcer, Grade.LIKELY, Judged.causes(book));

        assertThat(said(announcer, Grade.LIKELY, Judged.causes(book))).isEmpty();
    }

    @Test
    void whatIsBelowTheGradeIsNotTold() {
        Orders.poll(book);
        book.live(Duration.ofMinutes(2));

        assertThat(said(new Announcer(), Grade.LIKELY, Judged.causes(book))).isEmpty();
        assertThat(said(new Announcer(), Grade.SUSPECT, Judged.causes(book))).contains("grade=suspect");
    }

    @Test
    void aSuspectThatBecomesLikelyIsToldThen() {
        Orders.poll(book);
        book.live(Duration.ofMinutes(2));
        Announcer announcer = new Announcer();
        said(announcer, Grade.LIKELY, Judged.causes(book));

        Orders.poll(book);
        Orders.list(book).abandon();

        assertThat(said(announcer, Grade.LIKELY, Judged.causes(book))).contains("grade=proven");
    }

    @Test
    void wasteIsNotTold() {
        for (int i = 0; i < 20; i++) {
            Orders.poll(book).close().destroy();
        }

        assertThat(said(new Announcer(), Grade.SUSPECT, Judged.causes(book))).isEmpty();
    }

    @Test
    void tenLinesAnHourAreEnough() {
        for (int depth = 0; depth < 12; depth++) {
            nested(depth % 4, depth / 4);
        }
        List<Cause> causes = Judged.causes(book);

        String said = said(new Announcer(), Grade.LIKELY, causes);

        assertThat(causes).hasSize(12);
        assertThat(said.lines()).hasSize(10);
    }

    /** Twelve different paths of the application: its frames differ in number, and so do the clients. */
    private void nested(int depth, int client) {
        if (depth > 0) {
            Orders.act(() -> nested(depth - 1, client));
        } else {
            Orders.poll(book, client).abandon();
        }
    }

    private static String said(Announcer announcer, Grade from, List<Cause> causes) {
        StringBuilder out = new StringBuilder();
        announcer.announce(causes, from, reporter(), line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static Reporter reporter() {
        Clients clients = new Clients(type -> {});
        Ledger ledger = new Ledger(Clock.SYSTEM, clients.handsOut(), 100, false, false);
        return new Reporter(
                new Settings(Options.read(null, OptionSources.NONE)),
                clients,
                new Coverage(clients, new Transformer(clients.hooks(), null)),
                new Snapshots(ledger, new Sweep(ledger, clients, 1), clients),
                new Switch(),
                new GarbageCollections(),
                classNames -> Map.of(),
                false,
                true);
    }
}
