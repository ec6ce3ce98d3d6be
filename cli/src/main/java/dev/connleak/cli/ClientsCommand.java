package dev.connleak.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connleak.cli.page.Page;
import dev.connleak.cli.page.SafeText;
import dev.connleak.clients.Client;
import dev.connleak.clients.Clients;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code connleak clients}: what the agent knows, as the agent's own tables say it. */
@Command(
        name = "clients",
        header = "Lists the HTTP clients that the agent watches.",
        description = {
            "",
            "For each one its versions and its own form of Go's table: what becomes of the connection of a large body with "
                    + "keep-alive on and off, when the body is neither read to its end nor closed, read, closed, or both. "
                    + "held: it stays open and is never used again; raced: reused or closed, whichever is first. Clients "
                    + "that are built on these are watched through them.",
            "",
            "Example: connleak clients"
        },
        exitCodeList = {"0:the clients were listed", "2:wrong usage", "70:a fault of connleak's own"})
final class ClientsCommand implements Callable<Integer> {

    private static final List<String> TREATMENTS = List.of("neither", "read", "closed", "both");
    private static final int INDENT = 3;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clients clients = new Clients(type -> {});
        if (json) {
            print(clients);
        } else {
            Page page = new Page(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
            for (int i = 0; i < clients.count(); i++) {
                print(page, clients.client(i));
            }
        }
        return ExitCode.CLEAN.number();
    }

    private static void print(Page page, Client client) {
        page.text(0, client.name() + ", " + client.versions(), Style.bold);
        List<String> cells = cells(client);
        for (int row = 0; row < cells.size(); row += TREATMENTS.size()) {
            StringJoiner words = new StringJoiner(" · ");
            for (int i = 0; i < TREATMENTS.size(); i++) {
                words.add(TREATMENTS.get(i) + ": " + cells.get(row + i));
            }
            page.text(INDENT, "keep-alive " + (row == 0 ? "on" : "off") + " · " + words);
        }
    }

    private void print(Clients clients) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (int i = 0; i < clients.count(); i++) {
            Client client = clients.client(i);
            ObjectNode node = all.addObject();
            node.put("client", client.name());
            node.put("versions", client.versions());
            ArrayNode cells = node.putArray("cells");
            List<String> words = cells(client);
            for (int cell = 0; cell < words.size(); cell++) {
                String treatment = TREATMENTS.get(cell % TREATMENTS.size());
                ObjectNode row = cells.addObject();
                row.put("keepAlive", cell < TREATMENTS.size() ? "on" : "off");
                row.put("readToEof", treatment.equals("read") || treatment.equals("both"));
                row.put("closed", treatment.equals("closed") || treatment.equals("both"));
                row.put("connection", words.get(cell));
            }
        }
        spec.commandLine().getOut().println(SafeText.json(all.toPrettyString()));
    }

    /** Its eight words; none where they are not known. */
    private static List<String> cells(Client client) {
        String cells = client.cells();
        return cells == null ? List.of() : List.of(cells.split(" "));
    }
}
