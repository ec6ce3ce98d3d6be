package dev.connleak.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RoomTest {

    /** The reading of all classes takes some seconds, and far more on a busy machine. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void roomKnowsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.connleak.client", "java..", "javax.net.ssl", "org.jspecify.annotations")
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("dev.connleak.client"));
    }
}
