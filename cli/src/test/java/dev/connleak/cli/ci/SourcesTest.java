package dev.connleak.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    @TempDir
    Path repository;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/",
                "src/test/java/",
                "src/integrationTest/java/",
                "orders/src/main/java/",
                "services/orders/src/main/java/",
                "src/main/kotlin/"
            })
    void classIsFoundInEverySourceSetOfEveryModule(String directory) throws IOException {
        file(directory + "com/acme/Orders.java", "package com.acme;");

        assertThat(sources().of(frame("com.acme.Orders.poll(Orders.java:42)")))
                .isEqualTo(directory + "com/acme/Orders.java");
    }

    @Test
    void innerAndAnonymousClassesAreInTheFileThatTheFrameNames() throws IOException {
        file("src/main/java/com/acme/Orders.java", "package com.acme;");

        assertThat(sources().of(frame("com.acme.Orders$Job$1.lambda$run$0(Orders.java:42)")))
                .isEqualTo("src/main/java/com/acme/Orders.java");
    }

    @Test
    void kotlinFileIsFoundByItsPackageLineWhereTheSharedPackagesAreLeftOut() throws IOException {
        file("src/main/kotlin/Other/Orders.kt", "package com.other\n");
        file("src/main/kotlin/orders/Orders.kt", "// licence\n\npackage com.acme.orders\n\nfun poll() {}\n");

        assertThat(sources().of(frame("com.acme.orders.OrdersKt.poll(Orders.kt:5)")))
                .isEqualTo("src/main/kotlin/orders/Orders.kt");
    }

    @Test
    void sourceRootMayBeASourceDirectoryItself() throws IOException {
        file("code/com/acme/Orders.java", "package com.acme;");

        Sources sources = new Sources(repository, List.of(repository.resolve("code")));

        assertThat(sources.of(frame("com.acme.Orders.poll(Orders.java:42)"))).isEqualTo("code/com/acme/Orders.java");
    }

    @Test
    void firstRootWins() throws IOException {
        file("a/src/main/java/com/acme/Orders.java", "");
        file("b/src/main/java/com/acme/Orders.java", "");

        Sources sources = new Sources(repository, List.of(repository.resolve("b"), repository.resolve("a")));

        assertThat(sources.of(frame("com.acme.Orders.poll(Orders.java:42)")))
                .isEqualTo("b/src/main/java/com/acme/Orders.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target/", "build/", ".git/", "node_modules/"})
    void whatABuildMadeIsNoSource(String directory) throws IOException {
        file(directory + "src/main/java/com/acme/Orders.java", "");

        assertThat(sources().of(frame("com.acme.Orders.poll(Orders.java:42)"))).isNull();
    }

    @Test
    void sameFileNameInAnotherPackageIsAnotherClass() throws IOException {
        file("src/main/java/com/acme/orders/Orders.java", "package com.acme.orders;");

        assertThat(sources().of(frame("com.acme.Orders.poll(Orders.java:42)"))).isNull();
    }

    @Test
    void sourceOutsideOfTheRepositoryIsNotNamed() throws IOException {
        file("elsewhere/src/main/java/com/acme/Orders.java", "package com.acme;");
        Path inner = Files.createDirectories(repository.resolve("checkout"));

        Sources sources = new Sources(inner, List.of(repository));

        assertThat(sources.of(frame("com.acme.Orders.poll(Orders.java:42)"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Orders.poll(Unknown Source)",
                "com.acme.Orders.poll(Native Method)",
                "../../etc/passwd.x(passwd.txt:1)",
                "com.acme.Orders.poll(../../Orders.java:1)",
                "a frame of the future"
            })
    void whatIsNoFrameWithAFileIsNone(String text) {
        assertThat(Frame.of(text)).isNull();
    }

    private Sources sources() {
        return new Sources(repository, List.of(repository));
    }

    private static Frame frame(String text) {
        return Objects.requireNonNull(Frame.of(text), text);
    }

    private void file(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
