package dev.connleak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.track.Description;
import dev.connleak.track.Event;
import dev.connleak.track.Inspector;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
    private final Clients clients = new Clients(type -> {});

    static Stream<Client> all() {
        Clients clients = new Clients(type -> {});
        return IntStream.range(0, clients.count()).mapToObj(clients::client);
    }

    /** Those of which more is known than their sockets. */
    static Stream<Client> known() {
        return all().filter(client -> !(client instanceof UnknownClient));
    }

    @Test
    void namesAreUnique() {
        assertThat(all().map(Client::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNameIsInKebabCase(Client client) {
        assertThat(client.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    @ParameterizedTest
    @MethodSource("all")
    void thereIsAdviceInWholeSentences(Client client) {
        assertThat(client.advice()).hasSizeGreaterThan(20).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("known")
    void aClientSaysWhenALeaseBeginsAndEnds(Client client) {
        assertThat(hooksOf(client)).anyMatch(hook -> hook.event.role == Event.Role.LEASE_END);
        assertThat(hooksOf(client)).anyMatch(hook -> hook.event.role == Event.Role.OPENING);
        assertThat(hooksOf(client)).anyMatch(hook -> hook.event == Event.BODY);
        assertThat(hooksOf(client)).anyMatch(hook -> hook.event == Event.EOF);
    }

    @ParameterizedTest
    @MethodSource("known")
    void everyCloseThatIsEnteredIsLeftByReturnAndByException(Client client) {
        assertThat(hooksOf(client))
                .filteredOn(hook -> hook.event == Event.CLOSE_ENTERED)
                .isNotEmpty()
                .allSatisfy(entered -> assertThat(hooksOf(client))
                        .filteredOn(hook -> hook.event == Event.CLOSE_LEFT
                                && hook.type.equals(entered.type)
                                && hook.method.equals(entered.method))
                        .extracting(hook -> hook.when)
                        .containsExactlyInAnyOrder(Hook.When.EXIT, Hook.When.THROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sun.net.www.http.HttpClient",
                "sun.net.www.protocol.https.HttpsClient",
                "jdk.internal.net.http.PlainHttpConnection",
                "org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator",
                "okhttp3.internal.connection.RealConnection",
                "com.acme.shaded.okhttp3.internal.connection.RealConnection",
                "dev.connleak.client.Dial",
            })
    void aWatchedClientIsKnownByItsPackage(String className) {
        assertThat(clients.watches(className)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.net.Socket",
                "sun.nio.ch.SocketChannelImpl",
                "sun.nio.ch.SocketAdaptor",
                "com.mysql.cj.protocol.StandardSocketFactory",
                "org.eclipse.jetty.io.ClientConnector",
                "com.acme.Orders",
                "Orders",
            })
    void whoOnlyOpensSocketsIsNoWatchedClient(String className) {
        assertThat(clients.watches(className)).isFalse();
    }

    @Test
    void aHooksNumberIsItsPlace() {
        Hook[] hooks = clients.hooks();

        for (int i = 0; i < hooks.length; i++) {
            assertThat(hooks[i].number).isEqualTo(i);
            assertThat(hooks[i].client).isBetween(0, clients.count() - 1);
        }
    }

    @Test
    void noHookOfAConstructorComesBeforeItsExit() {
        assertThat(clients.hooks())
                .filteredOn(hook -> hook.method.equals("<init>"))
                .allMatch(hook -> hook.when == Hook.When.EXIT);
    }

    @Test
    void aHookIsNamedByClassMethodAndArity() {
        assertThat(clients.hooks())
                .extracting(Hook::toString)
                .contains("sun.net.www.http.HttpClient#finished/0", "sun.net.www.http.HttpClient#parseHTTP");
    }

    @Test
    void whoHandsOutIsReadOffTheHooks() {
        boolean[] handsOut = clients.handsOut();

        for (int i = 0; i < clients.count(); i++) {
            int client = i;
            assertThat(handsOut[i])
                    .isEqualTo(Arrays.stream(clients.hooks())
                            .anyMatch(hook -> hook.client == client && hook.event == Event.HANDED_OUT));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void ofAForeignObjectNothingIsKnownAndNothingIsThrown(Client client) {
        Objects read = new Objects(type -> {});
        Description description = new Description();

        client.response(new Object(), read, description);

        assertThat(client.socket(new Object(), read)).isNull();
        assertThat(client.limits(new Object(), read).max).isNull();
        assertThat(description.length).isEqualTo(-1);
        assertThat(description.eventStream).isFalse();
    }

    @Test
    void theInspectorAsksTheClientOfTheNumber() {
        assertThat(clients.closed(0, new Object())).isFalse();
        assertThat(clients.reading(0, new Object())).isFalse();
        assertThat(clients.endpoints(0, new Object())).isNull();
        assertThat(clients.progress(numberOf("java-net-http"), new Object())).isEqualTo(Inspector.UNKNOWN_PROGRESS);
        assertThat(clients.progress(numberOf("apache-httpclient-5"), new Object()))
                .isEqualTo(Inspector.UNKNOWN_PROGRESS);
    }

    private int numberOf(String name) {
        return IntStream.range(0, clients.count())
                .filter(i -> clients.client(i).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Hook[] hooksOf(Client client) {
        int number = numberOf(client.name());
        return Arrays.stream(clients.hooks())
                .filter(hook -> hook.client == number)
                .toArray(Hook[]::new);
    }
}
