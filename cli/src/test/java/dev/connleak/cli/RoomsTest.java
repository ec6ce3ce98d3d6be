package dev.connleak.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class RoomsTest {

    @Test
    void arrowsBetweenTheRoomsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.connleak..")
                .layer("commands")
                .definedBy("dev.connleak.cli")
                .layer("page")
                .definedBy("dev.connleak.cli.page..")
                .layer("doctor")
                .definedBy("dev.connleak.cli.doctor..")
                .layer("watch")
                .definedBy("dev.connleak.cli.watch..")
                .layer("table")
                .definedBy("dev.connleak.cli.table..")
                .layer("demo")
                .definedBy("dev.connleak.cli.demo..")
                .layer("launch")
                .definedBy("dev.connleak.cli.launch..")
                .layer("attach")
                .definedBy("dev.connleak.cli.attach..")
                .layer("merge")
                .definedBy("dev.connleak.cli.merge..")
                .layer("start")
                .definedBy("dev.connleak.cli.start..")
                .layer("judge")
                .definedBy("dev.connleak.cli.judge..")
                .layer("ci")
                .definedBy("dev.connleak.cli.ci..")
                .layer("contract")
                .definedBy("dev.connleak.cli.contract..")
                .layer("report")
                .definedBy("dev.connleak.cli.report..")
                .layer("transport")
                .definedBy("dev.connleak.client..")
                .layer("clients")
                .definedBy("dev.connleak.clients..")
                .layer("kernel")
                .definedBy("dev.connleak.track..")
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("commands")
                .mayOnlyAccessLayers(
                        "page",
                        "watch",
                        "doctor",
                        "table",
                        "demo",
                        "launch",
                        "attach",
                        "merge",
                        "judge",
                        "ci",
                        "contract",
                        "report",
                        "clients")
                .whereLayer("start")
                .mayNotAccessAnyLayer()
                .whereLayer("judge")
                .mayOnlyAccessLayers("merge", "report")
                .whereLayer("ci")
                .mayOnlyAccessLayers("judge", "merge", "page", "report")
                .whereLayer("contract")
                .mayNotAccessAnyLayer()
                .whereLayer("page")
                .mayOnlyAccessLayers("table", "merge", "report")
                .whereLayer("doctor")
                .mayOnlyAccessLayers("page", "demo", "launch", "attach")
                .whereLayer("watch")
                .mayOnlyAccessLayers("page", "attach")
                .whereLayer("table")
                .mayOnlyAccessLayers("launch", "report", "transport", "kernel")
                .whereLayer("demo")
                .mayOnlyAccessLayers("transport")
                .whereLayer("launch")
                .mayOnlyAccessLayers("attach", "transport")
                .whereLayer("attach")
                .mayNotAccessAnyLayer()
                .whereLayer("merge")
                .mayOnlyAccessLayers("report")
                .whereLayer("report")
                .mayNotAccessAnyLayer()
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("dev.connleak"));
    }
}
