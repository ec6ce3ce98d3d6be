package dev.connleak.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSocketsTest {
    private static final String HEADLINE =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt" + "   uid  timeout inode\n";

    @TempDir
    Path dir;

    private Path fdInfo;

    @BeforeEach
    void makeDirectories() throws IOException {
        fdInfo = Files.createDirectory(dir.resolve("fdinfo"));
    }

    @Test
    void anIpv4RowIsFoundByItsText() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "08", "000003E9", 77));

        KernelSockets.Entry entry = found("127.0.0.1:50000", "127.0.0.1:8080");

        assertThat(entry.state).isEqualTo("CLOSE_WAIT");
        assertThat(entry.rxQueue).isEqualTo(1001);
    }

    @Test
    void anIpv4ConnectionIsFoundAmongTheIpv6Ones() throws IOException {
        write(
                "tcp6",
                row("0000000000000000FFFF00000100007F:C350", "0000000000000000FFFF00000200000A:0050", "01", "0", 7));

        KernelSockets.Entry entry = found("127.0.0.1:50000", "10.0.0.2:80");

        assertThat(entry.local()).isEqualTo("127.0.0.1:50000");
        assertThat(entry.remote()).isEqualTo("10.0.0.2:80");
    }

    @Test
    void anIpv6RowIsFoundHoweverItsAddressIsWritten() throws IOException {
        write(
                "tcp6",
                row("00000000000000000000000001000000:C350", "B80D0120000000000000000001000000:0050", "01", "0", 7));

        assertThat(read().find("[::1]:50000", "[2001:db8::1]:80")).isNotNull();
        assertThat(read().find("[0:0:0:0:0:0:0:1%lo]:50000", "[2001:db8:0:0:0:0:0:1]:80"))
                .isNotNull();
    }

    @Test
    void addressesOfFourAndSixteenBytesAreTheSame() throws IOException {
        write("tcp", row("0100007F:C350", "0200000A:0050", "01", "0", 7));
        byte[] four = {127, 0, 0, 1};
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 2};

        assertThat(read().find(four, 50000, mapped, 80)).isNotNull();
    }

    @Test
    void aBigEndianHostPrintsItsWordsTheOtherWayRound() throws IOException {
        write("tcp", row("7F000001:C350", "0A000002:0050", "01", "0", 7));

        KernelSockets sockets = Objects.requireNonNull(KernelSockets.read(dir.toFile(), ByteOrder.BIG_ENDIAN));

        assertThat(sockets.find("127.0.0.1:50000", "10.0.0.2:80")).isNotNull();
    }

    @Test
    void everyStateHasItsName() throws IOException {
        String[] names = {
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT1",
            "FIN_WAIT2",
            "TIME_WAIT",
            "CLOSE",
            "CLOSE_WAIT",
            "LAST_ACK"
        };
        String rows = row("0100007F:0010", "0100007F:0050", "0B", "0", 7);
        for (int i = 0; i < names.length; i++) {
            rows += row("0100007F:000" + i, "0100007F:0050", "0" + (i + 1), "0", 7);
        }
        write("tcp", rows);

        for (int i = 0; i < names.length; i++) {
            assertThat(state("127.0.0.1:" + i)).isEqualTo(names[i]);
        }
        assertThat(state("127.0.0.1:16")).isEqualTo("CLOSING");
    }

    @Test
    void aSocketThatIsNotThereIsNotFound() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 7));

        assertThat(read().find("127.0.0.1:50000", "127.0.0.1:8081")).isNull();
    }

    @Test
    void aHostNameIsNotLookedUp() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 7));

        assertThat(read().find("localhost:50000", "localhost:8080")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0:8080",
                "127.0.0.1.1:8080",
                "127.0.0.257:8080",
                "127.0..1:8080",
                "127.0.0.1",
                "127.0.0.1:",
                ":8080",
                "127.0.0.1:80801",
                "127.0.0.1:8080 ",
                "-127.0.0.1:8080",
                ""
            })
    void whatIsNoAddressIsNotFound(String text) throws IOException {
        // The last two are what the text would be, read carelessly.
        write(
                "tcp",
                row("0100007F:C350", "0100007F:1F90", "01", "0", 7)
                        + row("0100007F:C350", "0101007F:1F90", "01", "0", 8)
                        + row("0100007F:C350", "0100007F:0000", "01", "0", 9));

        assertThat(read().find("127.0.0.1:50000", text)).isNull();
        assertThat(read().find("127.0.0.1:50000", "127.0.0.1:8080")).isNotNull();
    }

    @Test
    void theLiveRowOutranksOneInTimeWait() throws IOException {
        write(
                "tcp",
                row("0100007F:C350", "0100007F:1F90", "01", "0", 7)
                        + row("0100007F:C350", "0100007F:1F90", "06", "0", 0));

        assertThat(found("127.0.0.1:50000", "127.0.0.1:8080").state).isEqualTo("ESTABLISHED");
    }

    @Test
    void withoutTheFilesNothingIsKnown() {
        assertThat(KernelSockets.read(dir.toFile())).isNull();
    }

    @Test
    void anUnreadableFileIsNotAnEmptyOne() throws IOException {
        write("tcp", "");
        Files.createDirectory(dir.resolve("tcp6"));

        assertThat(KernelSockets.read(dir.toFile())).isNull();
    }

    @Test
    void brokenRowsAreLeftOut() throws IOException {
        write(
                "tcp",
                "\n   1:\n   2: 0100007F\n   3: 0100007F:C350 0100007F:1F90 01 000\n   4: 7F:1 7F:2 01 0:0 0:0 0 0 0 5\n");

        assertThat(read().find("127.0.0.1:50000", "127.0.0.1:8080")).isNull();
    }

    @Test
    void untrackedHasNoAcceptedSockets() throws IOException {
        write(
                "tcp",
                row("00000000:1F90", "00000000:0000", "0A", "0", 5)
                        + row("0100007F:1F90", "0100007F:C350", "01", "0", 6)
                        + row("0100007F:C350", "0100007F:1F90", "01", "0", 7));
        own(5, 6, 7);

        assertThat(untracked()).containsExactly("127.0.0.1:50000 127.0.0.1:8080");
        assertThat(read().listeningPorts()).containsExactly(8080);
    }

    @Test
    void untrackedHasNoDeadSocketsAndNoneOfOtherProcesses() throws IOException {
        write(
                "tcp",
                row("0100007F:C350", "0100007F:1F90", "06", "0", 0)
                        + row("0100007F:C351", "0100007F:1F90", "05", "0", 0)
                        + row("0100007F:C352", "0100007F:1F90", "01", "0", 8)
                        + row("0100007F:C353", "0100007F:1F90", "08", "1", 7));
        own(0, 7);

        assertThat(untracked()).containsExactly("127.0.0.1:50003 127.0.0.1:8080");
    }

    @Test
    void untrackedHasNoneThatWasFoundBefore() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 7));
        KernelSockets sockets = read();
        KernelSockets.Entry tracked =
                Objects.requireNonNull(sockets.find("127.0.0.1:50000", "127.0.0.1:8080"), "no such row");

        assertThat(untracked(sockets, Set.of(tracked), new File("absent")).sockets)
                .isEmpty();
    }

    @Test
    void descriptorsAreAskedUntilTheOwnerOfEverySocketIsKnown() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 107));
        ownMany(3, 107);

        KernelSockets.Untracked untracked = untracked(read(), Set.of(), fdInfo.toFile());

        assertThat(untracked.sockets).hasSize(1);
        assertThat(untracked.asked).isEqualTo(1);
        assertThat(untracked.toAsk).isEqualTo(1);
    }

    @Test
    void ofVeryManyDescriptorsOnlySomeAreAsked() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 99));
        int many = KernelSockets.MOST_DESCRIPTORS + 20;
        ownMany(many, 107);

        KernelSockets.Untracked untracked = untracked(read(), Set.of(), fdInfo.toFile());

        assertThat(untracked.sockets).isEmpty();
        assertThat(untracked.asked).isEqualTo(KernelSockets.MOST_DESCRIPTORS);
        assertThat(untracked.toAsk).isEqualTo(many);
    }

    @Test
    void untrackedIsOrderedByAddress() throws IOException {
        write(
                "tcp",
                row("0100007F:C351", "0100007F:0050", "01", "0", 1)
                        + row("0100007F:C350", "0100007F:0050", "01", "0", 2));
        write(
                "tcp6",
                row("00000000000000000000000001000000:C350", "B80D0120000000000000010001000000:0050", "01", "0", 3));
        own(1, 2, 3);

        assertThat(untracked())
                .containsExactly(
                        "127.0.0.1:50000 127.0.0.1:80",
                        "127.0.0.1:50001 127.0.0.1:80",
                        "[::1]:50000 [2001:db8::1:0:0:1]:80");
    }

    @Test
    void closedByPeerIsACloseWait() throws IOException {
        write(
                "tcp",
                row("0100007F:C350", "0200000A:0050", "08", "0", 7)
                        + row("0100007F:C351", "0200000A:0050", "01", "0", 8));

        assertThat(read().closedByPeer("127.0.0.1:50000", "10.0.0.2:80")).isTrue();
        assertThat(read().closedByPeer("127.0.0.1:50001", "10.0.0.2:80")).isFalse();
    }

    @Test
    void whatHasNoRowIsNotKnownToBeClosedByItsPeer() throws IOException {
        write("tcp", row("0100007F:C350", "0200000A:0050", "08", "0", 7));

        assertThat(read().closedByPeer("127.0.0.1:50002", "10.0.0.2:80")).isNull();
    }

    /** A mock server that was stopped before its client. */
    @Test
    void aServerOfThisMachineThatIsGoneHasClosedNothing() throws IOException {
        String closed = row("0100007F:C350", "0100007F:1F90", "08", "0", 7);
        write("tcp", closed);
        Boolean gone = read().closedByPeer("127.0.0.1:50000", "127.0.0.1:8080");

        write("tcp", closed + row("00000000:1F90", "00000000:0000", "0A", "0", 5));

        assertThat(gone).isFalse();
        assertThat(read().closedByPeer("127.0.0.1:50000", "127.0.0.1:8080")).isTrue();
    }

    @Test
    void anOldKernelDoesNotSayWhichSocketsAreOurs() throws IOException {
        write("tcp", row("0100007F:C350", "0100007F:1F90", "01", "0", 7));
        Files.writeString(fdInfo.resolve("3"), "pos:\t0\nflags:\t02\nmnt_id:\t9\n");

        assertThat(read().untracked(Set.of(), fdInfo.toFile())).isNull();
        assertThat(read().untracked(Set.of(), new File("absent"))).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSocketOfThisProcessIsFound() throws IOException {
        assumeTrue(new File("/proc/self/net/tcp").exists(), "this kernel has no /proc/self/net/tcp");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            String local = "127.0.0.1:" + client.getLocalPort();
            String remote = "127.0.0.1:" + server.getLocalPort();

            KernelSockets sockets = Objects.requireNonNull(KernelSockets.read(new File("/proc/self/net")));

            assertThat(Objects.requireNonNull(sockets.find(local, remote)).state)
                    .isEqualTo("ESTABLISHED");
            assertThat(sockets.listeningPorts()).contains(server.getLocalPort());
            KernelSockets.Untracked untracked = sockets.untracked(Set.of(), new File("/proc/self/fdinfo"));
            assumeTrue(untracked != null, "this kernel does not name inodes in /proc/self/fdinfo");
            assertThat(Objects.requireNonNull(untracked).sockets)
                    .extracting(KernelSocketsTest::ends)
                    .contains(local + " " + remote)
                    .doesNotContain(remote + " " + local);
        }
    }

    private KernelSockets read() {
        return Objects.requireNonNull(KernelSockets.read(dir.toFile(), ByteOrder.LITTLE_ENDIAN));
    }

    private KernelSockets.Entry found(String local, String remote) {
        return Objects.requireNonNull(read().find(local, remote), "no such row");
    }

    private List<String> untracked() {
        return untracked(read(), Set.of(), fdInfo.toFile()).sockets.stream()
                .map(KernelSocketsTest::ends)
                .toList();
    }

    private static KernelSockets.Untracked untracked(
            KernelSockets sockets, Set<KernelSockets.Entry> tracked, File fdInfo) {
        return Objects.requireNonNull(sockets.untracked(tracked, fdInfo));
    }

    private static String ends(KernelSockets.Entry entry) {
        return entry.local() + " " + entry.remote();
    }

    private String state(String local) {
        return String.valueOf(found(local, "127.0.0.1:80").state);
    }

    private void own(long... inodes) throws IOException {
        for (int i = 0; i < inodes.length; i++) {
            Files.writeString(fdInfo.resolve("" + i), "pos:\t0\nflags:\t02\nmnt_id:\t9\nino:\t" + inodes[i] + "\n");
        }
    }

    /** Descriptors of one socket, which a process may have copied; in no order that one could know. */
    private void ownMany(int descriptors, long inode) throws IOException {
        Path first = Files.writeString(fdInfo.resolve("0"), "pos:\t0\nino:\t" + inode + "\n");
        for (int i = 1; i < descriptors; i++) {
            Files.createLink(fdInfo.resolve("" + i), first);
        }
    }

    private void write(String file, String rows) throws IOException {
        Files.writeString(dir.resolve(file), HEADLINE + rows, StandardCharsets.US_ASCII);
    }

    private static String row(String local, String remote, String state, String rxQueue, long inode) {
        return "   0: " + local + " " + remote + " " + state + " 00000000:" + rxQueue
                + " 00:00000000 00000000  1000        0 " + inode + " 1 0000000000000000 20 4 30 10 -1\n";
    }
}
