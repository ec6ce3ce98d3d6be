package dev.connleak.cli.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFileTest {

    private static final KnownCause POLL =
            new KnownCause("clf1:9f2c4be01d7a5c33", "cls1:77aa", "body-held", "Orders.poll", "okhttp", null);
    private static final KnownCause UPDATE =
            new KnownCause(null, "cls1:0011", "closed-early", "Prices.update", "okhttp", "see \"ORD-17\"");

    @TempDir
    Path directory;

    @Test
    void entriesAreOneLineEachInAnOrderOfTheirOwn() throws IOException {
        Path file = directory.resolve("list.json");

        KnownFile.BASELINE.write(file, List.of(UPDATE, POLL));

        assertThat(Files.readString(file)).isEqualTo("""
                {
                 "$schema": "urn:connleak:baseline:1",
                 "entries": [
                  {"fingerprint": "clf1:9f2c4be01d7a5c33", "site": "cls1:77aa", "kind": "body-held", "where": "Orders.poll", "client": "okhttp", "note": null},
                  {"fingerprint": null, "site": "cls1:0011", "kind": "closed-early", "where": "Prices.update", "client": "okhttp", "note": "see \\"ORD-17\\""}
                 ]
                }
                """);
        assertThat(KnownFile.BASELINE.read(file)).containsExactly(POLL, UPDATE);
    }

    @Test
    void listWithoutEntriesCanBeReadAgain() throws IOException {
        Path file = directory.resolve("list.json");

        KnownFile.SUPPRESSIONS.write(file, List.of());

        assertThat(KnownFile.SUPPRESSIONS.read(file)).isEmpty();
    }

    @Test
    void nearestFileUpwardIsFound() throws IOException {
        Path inner = Files.createDirectories(directory.resolve("a/b/c"));
        Path far = Files.writeString(directory.resolve("connleak-baseline.json"), "");
        assertThat(KnownFile.BASELINE.upwardFrom(inner)).isEqualTo(far);

        Path near = Files.writeString(directory.resolve("a/connleak-baseline.json"), "");

        assertThat(KnownFile.BASELINE.upwardFrom(inner)).isEqualTo(near);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                              | is not JSON",
                "[]                                                             | is no connleak-suppressions.json",
                "{\"$schema\":\"urn:connleak:suppressions:2\",\"entries\":[]}   | written by a newer connleak",
                "{\"$schema\":\"urn:connleak:baseline:1\",\"entries\":[]}       | is no connleak-suppressions.json",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"fingerprint\":[],\"reason\":\"x\"}]} | entry 1 is malformed",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[null]} | entry 1: it is null",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"reason\":\"x\"}]} | neither fingerprint nor site nor frame",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"fingerprint\":\"clf1:1\"}]} | it has no reason",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"fingerprint\":\"clf1:1\",\"reason\":\" \"}]} | it has no reason",
                "{\"$schema\":\"urn:connleak:suppressions:1\",\"entries\":[{\"fingerprint\":\"clf1:1\",\"reason\":\"x\",\"until\":\"soon\"}]} | until is no date"
            })
    void fileThatCannotBeUsedIsOneSentence(String text, String sentence) throws IOException {
        Path file = Files.writeString(directory.resolve("list.json"), text);

        assertThatThrownBy(() -> KnownFile.SUPPRESSIONS.read(file))
                .isInstanceOf(KnownFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void fieldsOfANewerConnleakArePassedOver() throws IOException {
        Path file = Files.writeString(
                directory.resolve("list.json"),
                "{\"$schema\":\"urn:connleak:baseline:1\",\"entries\":[{\"site\":\"cls1:0\",\"owner\":\"me\"}]}");

        assertThat(KnownFile.BASELINE.read(file)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Orders.poll, com.acme.Orders.poll, true",
        "com.acme.Orders.*,    com.acme.Orders.poll, true",
        "com.acme.*,           com.acme.Orders.poll, false",
        "com.acme.**,          com.acme.Orders.poll, true",
        "com.acme,             com.acme.Orders.poll, false",
        "Orders.poll,          com.acme.Orders.poll, false",
        "com.acme.Ord*.p*,     com.acme.Orders.poll, true",
        "com.acme.Orders.poll, com.acme.Orders.pollAll, false",
        "com.acme.O.*,         com.acmeXO.poll,      false"
    })
    void patternIsForTheWholeName(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern, '.').matches(name)).isEqualTo(matches);
    }
}
