package dev.connleak.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Notes every event with what it says, and the kind of thread that it came on. */
final class TraceLog implements TransportListener {

    /** What happened, and on what: "caller", "dial", "reader", "writer" or another thread's name. */
    record Note(String event, String thread) {}

    private final List<Note> notes = new ArrayList<>();

    synchronized List<String> events() {
        return notes.stream().map(Note::event).toList();
    }

    /** The first words of the events that came on one kind of thread. */
    synchronized List<String> on(String thread) {
        return notes.stream()
                .filter(each -> each.thread().equals(thread))
                .map(each -> each.event().split(" ")[0])
                .toList();
    }

    synchronized void clear() {
        notes.clear();
    }

    synchronized void note(String event) {
        String name = Thread.currentThread().getName();
        String thread = name.startsWith("connleak-client ") ? name.split(" ")[1] : "caller";
        notes.add(new Note(event, thread));
    }

    @Override
    public void getConnection(Request request, String hostAndPort) {
        note("getConnection " + hostAndPort);
    }

    @Override
    public void dnsStart(Request request, String host) {
        note("dnsStart " + host);
    }

    @Override
    public void dnsDone(Request request, String host, List<InetAddress> addresses, @Nullable IOException failure) {
        note("dnsDone " + addresses.size() + (failure == null ? "" : " failed"));
    }

    @Override
    public void connectStart(Request request, InetSocketAddress address) {
        note("connectStart " + address.getPort());
    }

    @Override
    public void connectDone(Request request, InetSocketAddress address, @Nullable IOException failure) {
        note("connectDone " + address.getPort() + (failure == null ? "" : " failed"));
    }

    @Override
    public void tlsHandshakeStart(Request request, String hostAndPort) {
        note("tlsHandshakeStart " + hostAndPort);
    }

    @Override
    public void tlsHandshakeDone(
            Request request, String hostAndPort, @Nullable SSLSession session, @Nullable IOException failure) {
        note("tlsHandshakeDone "
                + (failure == null ? session != null : failure.getClass().getSimpleName()));
    }

    @Override
    public void gotConnection(Request request, long connectionId, boolean reused, @Nullable Duration idleTime) {
        note("gotConnection " + connectionId + (reused ? " reused" : " new") + (idleTime == null ? "" : " idle"));
    }

    @Override
    public void wroteHeaderField(Request request, String name, String value) {
        note("wroteHeaderField " + name + ": " + value);
    }

    @Override
    public void wroteHeaders(Request request) {
        note("wroteHeaders");
    }

    @Override
    public void waitingForContinue(Request request) {
        note("waitingForContinue");
    }

    @Override
    public void wroteRequest(Request request, @Nullable IOException failure) {
        note("wroteRequest" + (failure == null ? "" : " failed"));
    }

    @Override
    public void gotFirstResponseByte(Request request) {
        note("gotFirstResponseByte");
    }

    @Override
    public void gotContinue(Request request) {
        note("gotContinue");
    }

    @Override
    public void gotInterimResponse(Request request, int status, Headers headers) {
        note("gotInterimResponse " + status);
    }

    @Override
    public void connectionPut(Request request, long connectionId, @Nullable CloseReason refusal) {
        note("connectionPut " + connectionId + (refusal == null ? "" : " " + refusal));
    }

    @Override
    public void bodyOpened(Request request, long connectionId) {
        note("bodyOpened");
    }

    @Override
    public void bodyEnded(Request request, long connectionId) {
        note("bodyEnded");
    }

    @Override
    public void bodyClosedEarly(Request request, long connectionId) {
        note("bodyClosedEarly");
    }

    @Override
    public void connectionClosed(@Nullable Request request, long connectionId, CloseReason reason) {
        note("connectionClosed " + connectionId + " " + reason + (request == null ? "" : " held"));
    }
}
