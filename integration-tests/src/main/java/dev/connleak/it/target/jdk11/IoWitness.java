package dev.connleak.it.target.jdk11;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Flight Recorder's word on which thread was the last to read and to write on the connection to each server port. */
final class IoWitness {
    private static final String READ = "jdk.SocketRead";
    private static final String WRITE = "jdk.SocketWrite";

    private final Recording recording = new Recording();

    IoWitness() {
        recording.enable(READ).withoutThreshold().withoutStackTrace();
        recording.enable(WRITE).withoutThreshold().withoutStackTrace();
        recording.start();
    }

    /** @return {@code PORT=READER#ID,WRITER#ID} for each port, in the order of the ports, separated by semicolons: names have spaces */
    String lastThreads() throws IOException {
        Map<Integer, String> readers = new TreeMap<>();
        Map<Integer, String> writers = new TreeMap<>();
        for (RecordedEvent event : events()) {
            String name = event.getEventType().getName();
            if (name.equals(WRITE)) {
                writers.put(event.getInt("port"), thread(event));
            } else if (name.equals(READ) && event.getLong("bytesRead") > 0) {
                readers.put(event.getInt("port"), thread(event));
            }
        }
        StringBuilder words = new StringBuilder();
        writers.forEach((port, writer) -> words.append(port)
                .append('=')
                .append(readers.get(port))
                .append(',')
                .append(writer)
                .append(';'));
        return words.toString();
    }

    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.getThread();
        return thread.getJavaName() + '#' + thread.getJavaThreadId();
    }

    private List<RecordedEvent> events() throws IOException {
        Path file = Files.createTempFile("witness", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            events.sort(Comparator.comparing(RecordedEvent::getEndTime));
            return events;
        } finally {
            Files.delete(file);
        }
    }
}
