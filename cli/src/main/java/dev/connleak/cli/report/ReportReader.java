package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads one report, as a stream: of a file of a hundred megabytes only what a command shows is ever in memory. A file is
 * asked in this order: can it be opened, is it text, is it JSON and whole, is it a report, is it of a schema we know, does
 * it hold what a report holds. The first answer that is no decides the exception.
 *
 * <p>A report that lacks a section which a verdict needs is refused: a missing list of findings must not read as "clean".
 * Not thread-safe.
 */
public final class ReportReader {

    /** A report of 100,000 connections and as many exchanges, uncut, has 90 MB; five times that is no report. */
    private static final long MAX_BYTES = 500L * 1024 * 1024;

    /** What is looked at to tell text from anything else. */
    private static final int HEAD_BYTES = 8192;

    /** A report of 100,000 connections is ten thousand reads with the usual buffer. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final ReportParser parser = new ReportParser();

    /**
     * The report in a file.
     *
     * @throws ReportException when there is none that this connleak can read; its message says what to do
     */
    public ReportFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw new UnreadableFileException(
                    path + " is a directory: name the report files in it, for instance " + path.resolve("*.json"));
        }
        if (Files.notExists(path)) {
            throw new UnreadableFileException(path + " does not exist: check the path and the agent's option report=");
        }
        // Read through a stream, not by size: a pipe of the shell is welcome too.
        try (InputStream in = Files.newInputStream(path)) {
            CountedInput counted = new CountedInput(in, MAX_BYTES);
            BufferedInputStream text = new BufferedInputStream(counted, BUFFER_BYTES);
            byte first = firstByte(path, text);
            return new ReportFile(path, report(path, text, counted, first == '{'));
        } catch (CountedInput.TooLargeException e) {
            throw new ForeignFileException(
                    path + " is larger than 500 MB, which no connleak report is: name the report file", e);
        } catch (IOException e) {
            throw new UnreadableFileException(path, e);
        }
    }

    /** The first byte that is no white space; refuses what is no text. */
    private static byte firstByte(Path path, BufferedInputStream text) throws IOException {
        text.mark(HEAD_BYTES);
        byte[] head = text.readNBytes(HEAD_BYTES);
        text.reset();
        int start = head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb ? 3 : 0;
        byte first = 0;
        for (int i = head.length - 1; i >= start; i--) {
            if (head[i] >= 0 && head[i] < ' ' && !CountedInput.blank(head[i])) {
                throw binary(path);
            }
            first = CountedInput.blank(head[i]) ? first : head[i];
        }
        if (first == 0 && head.length < HEAD_BYTES) {
            throw new CutReportException(path + " is empty: take the report again, for instance with connleak dump");
        }
        if (first < 0) {
            throw binary(path);
        }
        return first;
    }

    private static ForeignFileException binary(Path path) {
        return new ForeignFileException(path + " is a binary file, not a connleak report: name the JSON file");
    }

    private Report report(Path path, InputStream text, CountedInput counted, boolean object) throws IOException {
        try (JsonParser json = parser.open(text)) {
            return parser.report(path, json);
        } catch (StreamConstraintsException e) {
            throw ForeignFileException.otherJson(path, e);
        } catch (JsonProcessingException e) {
            text.transferTo(OutputStream.nullOutputStream());
            if (e instanceof JsonEOFException || (object && endsAt(e.getLocation(), counted.inkEnd()))) {
                throw new CutReportException(
                        path + " is cut short, its JSON has no end: take the report again, "
                                + "for instance with connleak dump",
                        e);
            }
            throw new ForeignFileException(path + " is not JSON" + place(e) + ": name a report that connleak wrote", e);
        }
    }

    /** A literal that is cut ("tru") is no end of file for the parser, but it stands at the end all the same. */
    private static boolean endsAt(JsonLocation location, long end) {
        return location != null && location.getByteOffset() >= end;
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
