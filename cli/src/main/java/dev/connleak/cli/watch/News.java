package dev.connleak.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** What a source has to tell. */
sealed interface News {

    /** Another report. */
    record Seen(Look look, JsonNode report) implements News {}

    /** The agent has been silent for some time; it may speak again. */
    record Silence(long seconds) implements News {}

    /** Nothing will come any more, and why. */
    record Over(String message) implements News {}
}
