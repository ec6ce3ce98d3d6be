package dev.connleak.cli.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the two tables that may have a hundred thousand, read by hand: binding them to data takes several times as long
 * as reading their text. The parser stands at the first token of a row, and then at its last. Not thread-safe.
 */
final class Rows {

    /** How deep a row of a table lies in a report. */
    private static final int DEPTH = 3;

    private final JsonParser json;
    private final Strings strings;

    Rows(JsonParser json, Strings strings) {
        this.json = json;
        this.strings = strings;
    }

    Connection connection() throws IOException {
        String id = null;
        String pool = null;
        String route = null;
        String local = null;
        String remote = null;
        String openedAt = null;
        String state = null;
        Long uses = null;
        Integer reader = null;
        Integer writer = null;
        List<Integer> loopThreads = List.of();
        String tcpState = null;
        Long unreadBytes = null;
        String closeReason = null;
        requireObject();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            switch (key) {
                case "id" -> id = text();
                case "pool" -> pool = frequent();
                case "route" -> route = frequent();
                case "local" -> local = text();
                case "remote" -> remote = frequent();
                case "openedAt" -> openedAt = text();
                case "state" -> state = frequent();
                case "uses" -> uses = number();
                case "reader" -> reader = index();
                case "writer" -> writer = index();
                case "loopThreads" -> loopThreads = indexes();
                case "tcpState" -> tcpState = frequent();
                case "unreadBytes" -> unreadBytes = number();
                case "closeReason" -> closeReason = frequent();
                default -> json.skipChildren();
            }
        }
        return new Connection(
                id,
                pool,
                route,
                local,
                remote,
                openedAt,
                state,
                uses,
                reader,
                writer,
                loopThreads,
                tcpState,
                unreadBytes,
                closeReason);
    }

    /** @param wanted by their ids; null of the others, of which nothing is looked at */
    @Nullable
    Exchange exchange(Predicate<@Nullable String> wanted) throws IOException {
        String id = null;
        String connection = null;
        String method = null;
        String url = null;
        Integer status = null;
        Integer thread = null;
        String startedAt = null;
        Body body = null;
        requireObject();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            switch (key) {
                case "id" -> {
                    id = text();
                    if (!wanted.test(id)) {
                        skipRow();
                        return null;
                    }
                }
                case "connection" -> connection = text();
                case "method" -> method = frequent();
                case "url" -> url = frequent();
                case "status" -> status = index();
                case "thread" -> thread = index();
                case "startedAt" -> startedAt = text();
                case "body" -> body = body();
                default -> json.skipChildren();
            }
        }
        return id == null ? null : new Exchange(id, connection, method, url, status, thread, startedAt, body);
    }

    private @Nullable Body body() throws IOException {
        if (json.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        String state = null;
        String framing = null;
        Long bytesRead = null;
        Long length = null;
        requireObject();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            switch (key) {
                case "state" -> state = frequent();
                case "framing" -> framing = frequent();
                case "bytesRead" -> bytesRead = number();
                case "length" -> length = number();
                default -> json.skipChildren();
            }
        }
        return new Body(state, framing, bytesRead, length);
    }

    private void skipRow() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            json.skipChildren();
        }
    }

    private void requireObject() throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw notA("object");
        }
    }

    /** A text that other rows are likely to have as well. */
    private @Nullable String frequent() throws IOException {
        String text = text();
        return text == null ? null : strings.once(text);
    }

    private @Nullable String text() throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return json.getText();
        }
        requireNull("text");
        return null;
    }

    private @Nullable Long number() throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return json.getLongValue();
        }
        requireNull("whole number");
        return null;
    }

    private @Nullable Integer index() throws IOException {
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return json.getIntValue();
        }
        requireNull("whole number");
        return null;
    }

    private List<Integer> indexes() throws IOException {
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            requireNull("list");
            return List.of();
        }
        List<Integer> indexes = new ArrayList<>(2);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Integer index = index();
            if (index != null) {
                indexes.add(index);
            }
        }
        return indexes;
    }

    private void requireNull(String type) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_NULL)) {
            throw notA(type);
        }
    }

    private MismatchedInputException notA(String type) {
        MismatchedInputException wrong = MismatchedInputException.from(json, Object.class, "not a " + type);
        JsonStreamContext at = json.getParsingContext();
        if (json.currentToken().isStructStart()) {
            at = at.getParent();
        }
        for (; at.getNestingDepth() >= DEPTH; at = at.getParent()) {
            if (at.inObject() && at.getCurrentName() != null) {
                wrong.prependPath(Object.class, at.getCurrentName());
            } else if (at.inArray()) {
                wrong.prependPath(Object.class, at.getCurrentIndex());
            }
        }
        return wrong;
    }
}
