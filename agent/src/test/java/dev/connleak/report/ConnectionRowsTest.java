package dev.connleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Book;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel says that is made of files. */
class ConnectionRowsTest {
    private static final int INODE = 77;

    @TempDir
    Path process;

    private final Book book = new Book();

    @Test
    void socketsThatNobodyTracksAreCutAndCounted() throws IOException {
        ConnectionRows rows = rows(1300);

        assertThat(rows.untracked()).hasSize(1000);
        assertThat(rows.untrackedTotal()).isEqualTo(1300);
    }

    @Test
    void aFewAreAllShown() throws IOException {
        ConnectionRows rows = rows(3);

        assertThat(rows.untracked()).hasSize(3);
        assertThat(rows.untrackedTotal()).isEqualTo(3);
    }

    @Test
    void descriptorsAreCountedThatWereAskedForSockets() throws IOException {
        ConnectionRows rows = rows(3);
        Files.writeString(process.resolve("fdinfo").resolve("5"), "pos:\t0\nino:\t" + (INODE + 1) + "\n");
        Files.writeString(process.resolve("fdinfo").resolve("6"), "pos:\t0\nino:\t" + (INODE + 2) + "\n");

        assertThat(rows.untracked()).isEmpty();
        assertThat(rows.descriptorsAsked()).isEqualTo(2);
        assertThat(rows.descriptorsToAsk()).isEqualTo(2);
    }

    /** Of a process with so many connections, each to another port. */
    private ConnectionRows rows(int sockets) throws IOException {
        StringBuilder table = new StringBuilder("  sl  local_address rem_address   st\n");
        for (int i = 0; i < sockets; i++) {
            table.append(String.format(
                    "%4d: 0100007F:C350 0200000A:%04X 01 00000000:00000000 00:00000000 00000000  1000        0 %d 1%n",
                    i, 1024 + i, INODE));
        }
        Files.writeString(Files.createDirectory(process.resolve("net")).resolve("tcp"), table);
        Files.writeString(
                Files.createDirectory(process.resolve("fdinfo")).resolve("5"), "pos:\t0\nino:\t" + INODE + "\n");
        View view = new View(
                book.snapshot(), new Assembly.Client[0], UrlTemplate.of("template"), Assembled.NOW, book.now());
        return new ConnectionRows(view, process.toFile());
    }
}
