package dev.connleak.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.connleak.report.Watch;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();

    @Test
    void nothingGivenMeansTheDefaults() {
        Options options = read(null);

        assertThat(options.enabled).isTrue();
        assertThat(options.onlyMain).isEmpty();
        assertThat(options.report).isNull();
        assertThat(options.reportEveryMillis).isNull();
        assertThat(options.reportKeep).isEqualTo(20);
        assertThat(options.reportMode).isEqualTo(0600);
        assertThat(options.exitTimeoutMillis).isEqualTo(15_000);
        assertThat(options.gc).isFalse();
        assertThat(options.gcTimeoutMillis).isEqualTo(10_000);
        assertThat(options.heldAfterMillis).isEqualTo(30_000);
        assertThat(options.exitIdleMillis).isEqualTo(1_000);
        assertThat(options.closeAfterMillis).isEqualTo(10_000);
        assertThat(options.level).isEqualTo("stacks");
        assertThat(options.substitute).isFalse();
        assertThat(options.announce).isEqualTo("likely");
        assertThat(options.capacity).isEqualTo(100_000);
        assertThat(options.applicationPackages).isEmpty();
        assertThat(options.ignore).isEmpty();
        assertThat(options.labels).isEmpty();
        assertThat(options.urls).isEqualTo("template");
        assertThat(options.problems).isEmpty();
    }

    @Test
    void argumentsAreSeparatedByCommas() {
        Options options = read("report=leaks/,gc=true,,heldAfter=500ms,");

        assertThat(options.report).isEqualTo("leaks/");
        assertThat(options.gc).isTrue();
        assertThat(options.heldAfterMillis).isEqualTo(500);
        assertThat(options.problems).isEmpty();
    }

    @Test
    void quotesKeepCommasInAValue() {
        Options options = read("report='a,b/c.json',gc=true");

        assertThat(options.report).isEqualTo("a,b/c.json");
        assertThat(options.gc).isTrue();
    }

    @Test
    void anOpenQuoteIsAProblem() {
        assertThat(read("report='a,gc=true").problems)
                .containsExactly("the argument ends inside quotes: report=a,gc=true; close them with '");
    }

    @Test
    void listsAreJoinedByPlus() {
        assertThat(read("applicationPackages=com.acme+org.shop").applicationPackages)
                .containsExactly("com.acme", "org.shop");
    }

    @Test
    void labelsAreAListOfPairs() {
        assertThat(read("labels=service=orders+stage=a=b").labels)
                .containsExactly(entry("service", "orders"), entry("stage", "a=b"));
    }

    @Test
    void durationsHaveAUnit() {
        Options options = read("heldAfter=250ms,exitIdle=2s,closeAfter=3m,reportEvery=1h");

        assertThat(options.heldAfterMillis).isEqualTo(250);
        assertThat(options.exitIdleMillis).isEqualTo(2_000);
        assertThat(options.closeAfterMillis).isEqualTo(180_000);
        assertThat(options.reportEveryMillis).isEqualTo(3_600_000L);
    }

    @Test
    void intervalReportsCanBeSwitchedOffAgain() {
        environment.put("CONNLEAK_REPORT_EVERY", "1m");

        assertThat(read("reportEvery=off").reportEveryMillis).isNull();
    }

    @Test
    void theArgumentOutranksTheProperty() {
        properties.put("connleak.heldAfter", "2s");

        assertThat(read("heldAfter=1s").heldAfterMillis).isEqualTo(1_000);
    }

    @Test
    void thePropertyOutranksTheEnvironment() {
        properties.put("connleak.heldAfter", "2s");
        environment.put("CONNLEAK_HELD_AFTER", "3s");

        assertThat(read("").heldAfterMillis).isEqualTo(2_000);
    }

    @Test
    void theEnvironmentOutranksTheFile() {
        environment.put("CONNLEAK_HELD_AFTER", "3s");
        files.put("options.properties", "heldAfter=4s");

        assertThat(read("config=options.properties").heldAfterMillis).isEqualTo(3_000);
    }

    @Test
    void theFileOutranksTheDefault() {
        environment.put("CONNLEAK_CONFIG", "options.properties");
        files.put("options.properties", "heldAfter = 4s\nlabels=service=\u00e4pfel\n");

        Options options = read("");

        assertThat(options.heldAfterMillis).isEqualTo(4_000);
        assertThat(options.labels).containsExactly(entry("service", "\u00e4pfel"));
    }

    @Test
    void anEmptyVariableIsNotGiven() {
        environment.put("CONNLEAK_HELD_AFTER", "");
        files.put("options.properties", "heldAfter=4s");

        assertThat(read("config=options.properties").heldAfterMillis).isEqualTo(4_000);
    }

    @Test
    void theReportIsToldWhereEachValueCameFrom() {
        environment.put("CONNLEAK_GC", "true");

        assertThat(read("level=counts").inForce)
                .extracting(OptionsTest::told)
                .contains("level=counts argument", "gc=true environment", "heldAfter=30s default")
                .contains("report=null default")
                .hasSize(Option.values().length);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        files.put("options.properties", "capasity=5");

        assertThat(read("heldafter=1s,config=options.properties").problems)
                .containsExactly(
                        "option heldafter (argument) is unknown; did you mean heldAfter?",
                        "option capasity (file) is unknown; did you mean capacity?");
    }

    @Test
    void aBadDurationIsAProblemAndTheDefaultIsUsed() {
        environment.put("CONNLEAK_HELD_AFTER", "30x");

        Options options = read("");

        assertThat(options.heldAfterMillis).isEqualTo(30_000);
        assertThat(options.problems)
                .containsExactly("option heldAfter=30x (environment) is not a duration such as 500ms, 30s, 2m or 1h;"
                        + " using 30s");
        assertThat(options.inForce).extracting(OptionsTest::told).contains("heldAfter=30s default");
    }

    @Test
    void aBadWordIsAnsweredWithTheGoodOnes() {
        assertThat(read("level=all").problems)
                .containsExactly("option level=all (argument) is not one of stacks, sites, counts; using stacks");
    }

    @Test
    void everyOtherBadValueIsAProblemToo() {
        Options options = read("gc=yes,capacity=0,reportKeep=99999999999,reportMode=0400,reportEvery=0s,labels=orders");

        assertThat(options.problems).hasSize(6);
        assertThat(options.gc).isFalse();
        assertThat(options.capacity).isEqualTo(100_000);
        assertThat(options.reportKeep).isEqualTo(20);
        assertThat(options.reportMode).isEqualTo(0600);
        assertThat(options.reportEveryMillis).isNull();
        assertThat(options.labels).isEmpty();
    }

    @Test
    void aNameWithoutAValueIsAProblem() {
        assertThat(read("gc").problems).containsExactly("option gc (argument) has no value; write gc=VALUE");
    }

    @Test
    void aFileThatCannotBeReadIsAProblem() {
        assertThat(read("config=gone.properties").problems)
                .containsExactly(
                        "option config=gone.properties (argument) cannot be read (gone.properties is not there);"
                                + " name a properties file");
    }

    @Test
    void aFileWithABrokenEscapeIsAProblem() {
        files.put("options.properties", "report=\\u12");

        assertThat(read("config=options.properties").problems).hasSize(1);
    }

    @Test
    void aRequestOfTheAttachChannelIsNoOption() {
        Options options = read("command=dump,request=17-4,heldAfter=1s");

        assertThat(options.command).isEqualTo("dump");
        assertThat(options.request).isEqualTo("17-4");
        assertThat(options.problems).isEmpty();
        assertThat(options.inForce).extracting(option -> option.name).doesNotContain("command", "request");
    }

    private Options read(@Nullable String argument) {
        return Options.read(argument, new OptionSources() {
            @Override
            public @Nullable String property(String name) {
                return properties.get(name);
            }

            @Override
            public @Nullable String environment(String name) {
                return environment.get(name);
            }

            @Override
            public InputStream file(String path) throws IOException {
                String content = files.get(path);
                if (content == null) {
                    throw new FileNotFoundException(path + " is not there");
                }
                return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static String told(Watch.Option option) {
        return option.name + "=" + option.value + " " + option.from;
    }
}
