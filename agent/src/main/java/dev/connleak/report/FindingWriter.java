package dev.connleak.report;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the findings, the part of a report that people read first. */
final class FindingWriter {
    private final JsonFields json;

    FindingWriter(JsonFields json) {
        this.json = json;
    }

    void findings(List<Finding> findings) throws IOException {
        json.openList("findings");
        for (Finding finding : findings) {
            json.open();
            verdict(finding);
            counts(finding);
            place(finding);
            threads(finding);
            json.flag("ignored", finding.ignored);
            json.text("summary", finding.summary);
            json.text("advice", finding.advice);
            json.texts("instances", finding.instances);
            json.close();
        }
        json.closeList();
    }

    private void verdict(Finding finding) throws IOException {
        json.text("fingerprint", finding.fingerprint);
        json.text("kind", finding.kind);
        json.numbers("byKind", finding.byKind);
        json.text("severity", finding.severity);
        json.text("grade", finding.grade);
        json.texts("reasons", finding.reasons);
    }

    private void counts(Finding finding) throws IOException {
        json.number("count", finding.count);
        json.number("openNow", finding.openNow);
        json.number("connectionsHeld", finding.connectionsHeld);
        json.number("returnedLate", finding.returnedLate);
        json.number("rescued", finding.rescued);
        json.number("oldestMillis", finding.oldestMillis);
        json.moment("firstSeenAt", finding.firstSeenAt);
        json.moment("lastSeenAt", finding.lastSeenAt);
    }

    private void place(Finding finding) throws IOException {
        json.text("client", finding.client);
        json.text("route", finding.route);
        cell(finding.cell);
        json.text("outcome", finding.outcome);
        site(finding.site);
        json.number("siteExchanges", finding.siteExchanges);
        json.openList("stacks");
        for (Finding.StackCount stack : finding.stacks) {
            json.open();
            json.number("stack", stack.stack);
            json.number("count", stack.count);
            json.close();
        }
        json.closeList();
        json.texts("through", finding.through);
        owner(finding.owner);
        known(finding.known);
    }

    private void cell(@Nullable Cell cell) throws IOException {
        if (cell == null) {
            json.none("cell");
            return;
        }
        json.open("cell");
        json.onOff("keepAlive", cell.keepAlive);
        json.flag("readToEof", cell.readToEof);
        json.flag("closed", cell.closed);
        json.close();
    }

    private void site(Finding.@Nullable Site site) throws IOException {
        if (site == null) {
            json.none("site");
            return;
        }
        json.open("site");
        json.text("class", site.className);
        json.text("method", site.method);
        json.text("file", site.file);
        json.number("line", site.line);
        json.text("fingerprint", site.fingerprint);
        json.close();
    }

    private void owner(Finding.@Nullable Owner owner) throws IOException {
        if (owner == null) {
            json.none("owner");
            return;
        }
        json.open("owner");
        json.text("type", owner.type);
        json.text("name", owner.name);
        json.text("version", owner.version);
        json.close();
    }

    private void known(Finding.@Nullable Known known) throws IOException {
        if (known == null) {
            json.none("known");
            return;
        }
        json.open("known");
        json.text("id", known.id);
        json.text("link", known.link);
        json.text("fixedIn", known.fixedIn);
        json.close();
    }

    private void threads(Finding finding) throws IOException {
        json.openList("holders");
        for (Finding.Holder holder : finding.holders) {
            json.open();
            json.number("thread", holder.thread);
            json.number("stack", holder.stack);
            json.close();
        }
        json.closeList();
        if (finding.lastTouch == null) {
            json.none("lastTouch");
        } else {
            json.open("lastTouch");
            json.number("thread", finding.lastTouch.thread);
            json.number("stack", finding.lastTouch.stack);
            json.moment("at", finding.lastTouch.at);
            json.close();
        }
        if (finding.submitter == null) {
            json.none("submitter");
        } else {
            json.open("submitter");
            json.number("stack", finding.submitter);
            json.close();
        }
    }
}
