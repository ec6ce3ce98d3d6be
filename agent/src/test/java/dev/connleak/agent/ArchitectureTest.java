package dev.connleak.agent;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the doors between them. */
class ArchitectureTest {
    private static final JavaClasses ROOMS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.connleak.agent",
                    "dev.connleak.attach",
                    "dev.connleak.bridge",
                    "dev.connleak.clients",
                    "dev.connleak.diagnose",
                    "dev.connleak.report",
                    "dev.connleak.track",
                    "dev.connleak.weave");

    @Test
    void theArrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("agent")
                .definedBy("dev.connleak.agent..")
                .layer("weave")
                .definedBy("dev.connleak.weave..")
                .layer("clients")
                .definedBy("dev.connleak.clients..")
                .layer("report")
                .definedBy("dev.connleak.report..")
                .layer("diagnose")
                .definedBy("dev.connleak.diagnose..")
                .layer("track")
                .definedBy("dev.connleak.track..")
                .layer("bridge")
                .definedBy("dev.connleak.bridge..")
                .whereLayer("agent")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("weave")
                .mayOnlyBeAccessedByLayers("agent")
                .whereLayer("clients")
                .mayOnlyBeAccessedByLayers("agent", "weave")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("agent")
                .whereLayer("diagnose")
                .mayOnlyBeAccessedByLayers("agent", "report")
                .whereLayer("bridge")
                .mayOnlyBeAccessedByLayers("agent", "weave", "clients")
                .check(ROOMS);
    }

    @Test
    void theLedgerAndTheBridgeKnowNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("dev.connleak.track..")
                .should()
                .dependOnClassesThat(inOurRoomsBut("dev.connleak.track"))
                .check(ROOMS);
        noClasses()
                .that()
                .resideInAPackage("dev.connleak.bridge..")
                .should()
                .dependOnClassesThat(inOurRoomsBut("dev.connleak.bridge"))
                .check(ROOMS);
    }

    @Test
    void theJarsOwnCommandLineKnowsNoOtherRoomAndIsKnownByNone() {
        noClasses()
                .that()
                .resideInAPackage("dev.connleak.attach..")
                .should()
                .dependOnClassesThat(inOurRoomsBut("dev.connleak.attach"))
                .check(ROOMS);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.connleak.attach..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.connleak.attach..")
                .check(ROOMS);
    }

    @Test
    void onlyTheWeaverKnowsByteCode() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.connleak.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy..")
                .check(ROOMS);
    }

    @Test
    void onlyThoseThatWriteOrReadItKnowJson() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.connleak.report..", "dev.connleak.agent..", "dev.connleak.attach..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(ROOMS);
    }

    @Test
    void noTwoRoomsNeedEachOther() {
        slices().matching("dev.connleak.(*)..").should().beFreeOfCycles().check(ROOMS);
    }

    @Test
    void stateIsStaticInBridgeAndAgentOnly() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("dev.connleak.bridge..", "dev.connleak.agent..")
                .should()
                .haveModifier(FINAL)
                .andShould()
                .notHaveRawType(MUTABLE)
                .check(ROOMS);
    }

    private static final DescribedPredicate<JavaClass> MUTABLE = new DescribedPredicate<>("that can change") {
        @Override
        public boolean test(JavaClass type) {
            return type.isAssignableTo(Collection.class)
                    || type.isAssignableTo(Map.class)
                    || type.isAssignableTo(AtomicReference.class)
                    || type.isAssignableTo(AtomicInteger.class)
                    || type.isAssignableTo(AtomicLong.class)
                    || type.isAssignableTo(AtomicBoolean.class)
                    || type.isAssignableTo(ThreadLocal.class);
        }
    };

    private static DescribedPredicate<JavaClass> inOurRoomsBut(String own) {
        return new DescribedPredicate<>("in another room than " + own) {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("dev.connleak.")
                        && !type.getPackageName().startsWith(own);
            }
        };
    }
}
