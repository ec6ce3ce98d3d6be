package dev.connleak.cli.watch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * The user's terminal, taken over whole and given back as it was, also if this JVM is told to end. Used by one thread;
 * signals only leave a mark.
 *
 * <p>JLine's provider that calls {@code stty} is used: the one with a native library would unpack that into the temporary
 * directory. It starts a process at the beginning, at the end and when the size changes, never for a refresh.
 */
final class LiveTerminal implements AutoCloseable {

    private static final int END_OF_TEXT = 3;
    private static final int ESCAPE = 27;
    private static final int DELETE = 127;

    /** The rest of an escape sequence comes with its beginning, or it was the key of that name. */
    private static final long REST_OF_A_KEY_MILLIS = 50;

    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final boolean colored;
    private final Thread hook;
    private Size size = USUAL;
    private volatile boolean resized;
    private volatile boolean interrupted;
    private boolean taken;
    private boolean closed;

    private LiveTerminal(boolean colored) throws IOException {
        this.colored = colored;
        terminal = TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .dumb(false)
                .encoding(StandardCharsets.UTF_8)
                .nativeSignals(true)
                .signalHandler(this::signalled)
                .build();
        before = terminal.getAttributes();
        display = new Display(terminal, true);
        String end = sequence(Capability.cursor_visible) + sequence(Capability.exit_ca_mode);
        hook = new Thread(() -> giveBack(end), "connleak-terminal");
    }

    /** The terminal of this process, as it is yet; null where it has none. */
    static @Nullable LiveTerminal open(boolean colored) {
        try {
            return new LiveTerminal(colored);
        } catch (IOException | IllegalStateException e) {
            // Redirected, or an image without stty: the command says what to do instead.
            return null;
        }
    }

    /** From here on it is ours. */
    void takeOver() {
        taken = true;
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        // Ctrl-C, Ctrl-Z and Ctrl-\ are keys here: a thread dump or a shell in the middle of the picture helps nobody.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        size = measured();
        display.resize(size.getRows(), size.getColumns());
    }

    int width() {
        return size.getColumns();
    }

    int height() {
        return size.getRows();
    }

    /** Whether the size changed since the last call; it is measured anew then. */
    boolean resized() {
        if (!resized) {
            return false;
        }
        resized = false;
        size = measured();
        display.clear();
        display.resize(size.getRows(), size.getColumns());
        terminal.puts(Capability.clear_screen);
        return true;
    }

    void show(List<Line> lines) {
        // A list of its own: the display takes out of it what it scrolls.
        List<AttributedString> text = new ArrayList<>();
        lines.forEach(line -> text.add(attributed(line)));
        display.update(text, size.cursorPos(size.getRows() - 1, 0));
        terminal.flush();
    }

    /** The next key; null if none is pressed for a while. */
    @Nullable
    Key key(long millis) {
        if (interrupted) {
            return Key.of(Key.Kind.GONE);
        }
        try {
            NonBlockingReader in = terminal.reader();
            int c = in.read(millis);
            return switch (c) {
                case NonBlockingReader.READ_EXPIRED -> interrupted ? Key.of(Key.Kind.GONE) : null;
                case NonBlockingReader.EOF, END_OF_TEXT -> Key.of(Key.Kind.GONE);
                case '\t' -> Key.of(Key.Kind.TAB);
                case '\r', '\n' -> Key.of(Key.Kind.ENTER);
                case '\b', DELETE -> Key.of(Key.Kind.BACKSPACE);
                case ESCAPE -> escaped(in);
                default -> c < ' ' ? null : letter((char) c, in);
            };
        } catch (IOException e) {
            // The terminal went away, with the window or the connection that it was in.
            return Key.of(Key.Kind.GONE);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (taken) {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            terminal.close();
        } catch (IOException | IllegalStateException e) {
            // It was given back already, or this JVM is ending and its hooks do it.
            return;
        }
    }

    private void signalled(Signal signal) {
        if (signal == Signal.INT) {
            interrupted = true;
        } else if (signal == Signal.WINCH || signal == Signal.CONT) {
            resized = true;
        }
    }

    private Size measured() {
        Size now = terminal.getSize();
        return now.getRows() > 0 && now.getColumns() > 0 ? now : USUAL;
    }

    private static @Nullable Key escaped(NonBlockingReader in) throws IOException {
        int second = in.peek(REST_OF_A_KEY_MILLIS);
        if (second != '[' && second != 'O') {
            // A key that was pressed right after it is one of its own.
            return Key.of(Key.Kind.ESCAPE);
        }
        in.read(REST_OF_A_KEY_MILLIS);
        int last = in.read(REST_OF_A_KEY_MILLIS);
        while (last >= ' ' && last < '@') {
            // Parameters of a longer sequence, none of which means anything here.
            last = in.read(REST_OF_A_KEY_MILLIS);
        }
        return switch (last) {
            case 'A' -> Key.of(Key.Kind.UP);
            case 'B' -> Key.of(Key.Kind.DOWN);
            default -> null;
        };
    }

    private static Key letter(char c, NonBlockingReader in) throws IOException {
        if (!Character.isHighSurrogate(c)) {
            return Key.letter(c);
        }
        int low = in.read(REST_OF_A_KEY_MILLIS);
        return Key.letter(low > 0 && Character.isLowSurrogate((char) low) ? Character.toCodePoint(c, (char) low) : '?');
    }

    private AttributedString attributed(Line line) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        line.spans().forEach(span -> text.styled(style(span.tone()), span.text()));
        return text.toAttributedString().columnSubSequence(0, size.getColumns());
    }

    private AttributedStyle style(Line.Tone tone) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (tone) {
            case PLAIN -> plain;
            case STRONG -> plain.bold();
            case FAINT -> colored ? plain.faint() : plain;
            case ALARM -> colored ? plain.foreground(AttributedStyle.RED) : plain.bold();
            case NEW -> colored ? plain.bold().foreground(AttributedStyle.YELLOW) : plain.bold();
            case CHOSEN -> plain.inverse();
        };
    }

    private String sequence(Capability capability) {
        String text = terminal.getStringCapability(capability);
        return text == null ? "" : Curses.tputs(text);
    }

    /** JLine's own hook puts the modes back; what was shown is put back here, past the writer that it closes. */
    private static void giveBack(String sequence) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write(sequence.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            // The terminal is gone.
            return;
        }
    }
}
