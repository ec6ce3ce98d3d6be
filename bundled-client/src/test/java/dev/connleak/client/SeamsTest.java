package dev.connleak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names by which an observer finds its way, none of which a compiler would miss. */
class SeamsTest {

    @ParameterizedTest
    @CsvSource({
        "Pool, <init>, 1",
        "Pool, obtain, 1",
        "Pool, close, 0",
        "Call, <init>, 1",
        "Call, answered, 0",
        "Errand, <init>, 3",
        "Errand, answered, 0",
        "Connection, <init>, 4",
        "Connection, readLoop, 0",
        "Connection, writeLoop, 0",
        "Connection, close, 1",
        "Connection, closed, 0",
        "Connection, socket, 0",
        "Exchange, <init>, 3",
        "Exchange, keepAliveOff, 1",
        "Exchange, requestWritten, 0",
        "Exchange, headRead, 2",
        "Exchange, leaseReturned, 0",
        "Exchange, leaseClosed, 0",
        "ResponseBody, <init>, 2",
        "ResponseBody, endReached, 0",
        "ResponseBody, close, 0"
    })
    void methodIsWhereItIsLookedFor(String type, String name, int arity) throws Exception {
        Class<?> owner = Class.forName("dev.connleak.client." + type);
        Stream<Integer> arities = name.equals("<init>")
                ? Arrays.stream(owner.getDeclaredConstructors()).map(each -> each.getParameterCount())
                : Arrays.stream(owner.getDeclaredMethods())
                        .filter(each -> each.getName().equals(name))
                        .map(each -> each.getParameterCount());

        assertThat(arities).containsExactly(arity);
    }

    @ParameterizedTest
    @CsvSource({
        "ResponseBody, exchange",
        "Exchange, connection",
        "Exchange, call",
        "Exchange, keepAliveOff",
        "Exchange, source",
        "Connection, socket",
        "Connection, pool",
        "Call, request",
        "Call, errand",
        "Request, method",
        "Request, uri",
        "ResponseHead, status",
        "ResponseHead, headers",
        "Headers, lines",
        "FixedLengthSource, remaining",
        "FixedLengthSource, input",
        "ChunkedSource, remaining",
        "ChunkedSource, input",
        "UntilCloseSource, input",
        "InputBuffer, from",
        "InputBuffer, to",
        "Pool, settings",
        "Settings, idleTimeoutNanos",
        "Settings, maxPerHost"
    })
    void fieldIsWhereItIsLookedFor(String type, String name) throws Exception {
        assertThat(Class.forName("dev.connleak.client." + type).getDeclaredFields())
                .extracting(each -> each.getName())
                .contains(name);
    }
}
