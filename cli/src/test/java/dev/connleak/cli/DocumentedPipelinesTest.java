package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.connleak.cli.demo.Backend;
import dev.connleak.cli.doctor.OneLeak;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pipelines of docs/ci.md, run: their lines go to a real shell, {@code java -jar connleak.jar} is this command line, and
 * {@code mvn} is a JVM that leaks once, in which the agent is because the documented variable brings it there.
 */
class DocumentedPipelinesTest {

    private static final long DEADLINE_SECONDS = 120;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path DOCS = Path.of("../docs");

    @TempDir
    Path directory;

    private Path workspace;
    private Path bin;
    private Backend backend;

    private record Said(int code, String text) {}

    @BeforeEach
    void programs() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        backend = Backend.start();
        workspace = Files.createDirectory(directory.resolve("workspace"));
        bin = Files.createDirectory(directory.resolve("bin"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp ";
        String ours = java + "'" + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"";
        // Not the whole class path: the agent's own classes lie there, as they do in no application.
        Path theirs = Path.of(OneLeak.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        program("java", "shift 2; exec " + ours);
        program("connleak", "exec " + ours);
        program(
                "mvn",
                "exec " + java + "'" + theirs + "' " + OneLeak.class.getName() + " "
                        + backend.uri().resolve("/prices"));
        program("git", "test -f \"$2\"");
    }

    @AfterEach
    void end() throws IOException {
        backend.close();
    }

    @Test
    void shellOfTheFirstSectionFindsTheLeak() throws Exception {
        Said said = shell(blocks("ci.md", "sh").get(0), Map.of());

        assertThat(said.code()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains("OneLeak.forgets", "proven", "FAIL (1)");
    }

    @Test
    void workflowOfGitHubFindsTheLeakAndUploadsWhatItWrote() throws Exception {
        JsonNode workflow = YAML.readTree(blocks("ci.md", "yaml").get(0));
        JsonNode steps = workflow.at("/jobs/test/steps");
        Path summary = directory.resolve("summary.md");
        List<Integer> codes = new ArrayList<>();
        ObjectNode uploads = YAML.createObjectNode();
        for (JsonNode step : steps) {
            assertThat(step.has("uses")).as(step.toString()).isNotEqualTo(step.has("run"));
            if (step.has("uses")) {
                assertThat(step.path("uses").asText()).matches("[\\w-]+/[\\w/-]+@v\\d+");
                uploads.set(step.path("uses").asText().replaceAll("@.*", ""), step.path("with"));
            } else {
                Map<String, String> environment = new HashMap<>(Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
                step.path("env")
                        .properties()
                        .forEach(entry -> environment.put(
                                entry.getKey(),
                                entry.getValue().asText().replace("${{ github.workspace }}", workspace.toString())));
                codes.add(shell(step.path("run").asText(), environment).code());
            }
        }

        assertThat(workflow.has("on")).isTrue();
        assertThat(workflow.at("/permissions/security-events").asText()).isEqualTo("write");
        assertThat(codes).containsExactly(0, 0, 1);
        assertThat(workspace.resolve(uploads.path("github/codeql-action/upload-sarif")
                        .path("sarif_file")
                        .asText()))
                .content()
                .contains("OneLeak", "connleak/jdk17");
        assertThat(workspace.resolve(
                        uploads.path("actions/upload-artifact").path("path").asText()))
                .isNotEmptyDirectory();
        assertThat(summary).content().contains("OneLeak");
    }

    @Test
    void jobOfGitLabFindsTheLeakAndKeepsWhatItWrote() throws Exception {
        JsonNode job = YAML.readTree(blocks("ci.md", "yaml").get(1)).path("test");
        List<String> lines = new ArrayList<>();
        job.path("script").forEach(line -> lines.add(line.asText()));

        Said said = shell(String.join("\n", lines), Map.of("CI_PROJECT_DIR", workspace.toString()));

        assertThat(said.code()).as(said.text()).isEqualTo(1);
        assertThat(workspace.resolve(job.at("/artifacts/reports/junit").asText()))
                .content()
                .contains("OneLeak");
        assertThat(workspace.resolve(job.at("/artifacts/paths/0").asText())).isNotEmptyDirectory();
        assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
    }

    /** Its shell lines and its variable; the Groovy around them is only looked at. */
    @Test
    void pipelineOfJenkinsFindsTheLeakAndPublishesWhatItWrote() throws Exception {
        String pipeline = blocks("ci.md", "groovy").stream()
                .filter(block -> block.startsWith("pipeline"))
                .findFirst()
                .orElseThrow();
        String[] variable = all("withEnv\\(\\[\"([^\"]+)\"\\]\\)", pipeline)
                .get(0)
                .replace("${WORKSPACE}", workspace.toString())
                .split("=", 2);
        List<Integer> codes = new ArrayList<>();
        for (String line : all("\\bsh '([^']+)'", pipeline)) {
            codes.add(shell(line, line.startsWith("mvn") ? Map.of(variable[0], variable[1]) : Map.of())
                    .code());
        }

        assertThat(codes).containsExactly(0, 0, 1);
        assertThat(workspace.resolve(all("\\bjunit '([^']+)'", pipeline).get(0)))
                .content()
                .contains("OneLeak");
        assertThat(workspace.resolve(all("artifacts: '([^']+)'", pipeline).get(0)))
                .isNotEmptyDirectory();
        assertBalanced(pipeline);
    }

    @Test
    void everyOtherLineOfTheShellRuns() throws Exception {
        Path sample = ReportDraft.of("leaks.json").in(directory, "leaks.json");
        for (String place :
                List.of("leaks/1.json", "before.json", "after.json", "leaks-main/1.json", "leaks-branch/1.json")) {
            Path file = workspace.resolve(place);
            Files.createDirectories(file.getParent());
            Files.copy(sample, file);
        }
        for (String block : blocks("ci.md", "sh").stream().skip(1).toList()) {
            for (String line : block.split("\n", -1)) {
                Said said = shell(line, Map.of());

                assertThat(said.code()).as(line + ": " + said.text()).isIn(0, line.startsWith("connleak gate") ? 1 : 0);
                assertThat(said.text()).as(line).doesNotContain("not found", "No such file");
            }
        }

        assertThat(workspace.resolve("connleak-baseline.json")).content().contains("before the gate");
        assertThat(workspace.resolve("connleak-suppressions.json")).content().contains("clf1:9f2c4be01d7a5c33");
        assertThat(directory.resolve("home/.local/share/bash-completion/completions/connleak"))
                .content()
                .contains("_complete_connleak");
    }

    @Test
    void snippetOfSurefireIsXmlThatKeepsTheOtherAgent() throws Exception {
        String xml = "<project>" + blocks("ci.md", "xml").get(0) + "</project>";

        String line = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("configuration")
                .item(0)
                .getTextContent()
                .strip();

        assertThat(line)
                .matches("@\\{argLine} -javaagent:\\$\\{\\S+}/connleak-agent\\.jar=report=\\$\\{\\S+}/leaks/,gc=true");
    }

    /** There is no Gradle here to run it. */
    @Test
    void snippetOfGradleIsWhole() throws Exception {
        String snippet = blocks("ci.md", "groovy").get(0);

        assertBalanced(snippet);
        assertThat(all("jvmArgs \"([^\"]+)\"", snippet))
                .containsExactly("-javaagent:${rootDir}/connleak-agent.jar=report=${rootDir}/leaks/,gc=true");
    }

    @Test
    void podFindsTheAgentAndTheReportOnTheVolume() throws Exception {
        JsonNode pod = YAML.readTree(blocks("production.md", "yaml").get(0)).path("spec");
        JsonNode container = pod.at("/containers/0");
        String volume = pod.at("/volumes/0/name").asText();
        String mount = container.at("/volumeMounts/0/mountPath").asText();
        Map<String, String> environment = new HashMap<>();
        container
                .path("env")
                .forEach(each -> environment.put(
                        each.path("name").asText(), each.path("value").asText()));

        assertThat(container.at("/volumeMounts/0/name").asText()).isEqualTo(volume);
        assertThat(pod.at("/initContainers/0/volumeMounts/0/name").asText()).isEqualTo(volume);
        assertThat(pod.at("/initContainers/0/command/2").asText()).isEqualTo(mount + "/");
        assertThat(environment)
                .containsEntry("JAVA_TOOL_OPTIONS", "-javaagent:" + mount + "/connleak-agent.jar")
                .containsEntry("CONNLEAK_REPORT", mount + "/reports/");
    }

    private static void assertBalanced(String code) {
        for (String pair : List.of("{}", "()", "[]")) {
            assertThat(code.chars().filter(c -> c == pair.charAt(0)).count())
                    .as(pair)
                    .isEqualTo(code.chars().filter(c -> c == pair.charAt(1)).count());
        }
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** The code blocks of one language. */
    private static List<String> blocks(String document, String language) throws IOException {
        List<String> blocks = all(
                "(?ms)^```" + language + "\n(.*?)\n```$",
                Files.readString(DOCS.resolve(document), StandardCharsets.UTF_8));
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private void program(String name, String commands) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Said shell(String commands, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = directory.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", "-c", commands)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        Stream.of("JAVA_TOOL_OPTIONS", "GITHUB_STEP_SUMMARY", "JDK_JAVA_OPTIONS")
                .forEach(builder.environment().keySet()::remove);
        builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        builder.environment()
                .put("HOME", Files.createDirectories(directory.resolve("home")).toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + commands);
        }
        return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
