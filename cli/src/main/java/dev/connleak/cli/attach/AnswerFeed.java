package dev.connleak.cli.attach;

import org.jspecify.annotations.Nullable;

/** A feed out of the file in which the agent answers, again and again, one request. */
final class AnswerFeed implements Feed {

    private final long pid;
    private final AnswerFile file;
    private final int javaMajor;
    private @Nullable Answer first;

    AnswerFeed(long pid, AnswerFile file, Answer first) {
        this.pid = pid;
        this.file = file;
        this.first = first;
        javaMajor = first.javaMajor();
    }

    @Override
    public @Nullable Answer next() {
        Answer next = first == null ? file.take(javaMajor) : first;
        first = null;
        return next;
    }

    @Override
    public boolean alive() {
        return ProcessHandle.of(pid).isPresent();
    }

    @Override
    public void close() {
        file.remove();
    }
}
