package dev.connleak.cli.ci;

import dev.connleak.cli.judge.Judged;
import dev.connleak.cli.judge.Standing;
import dev.connleak.cli.judge.Verdict;
import dev.connleak.cli.page.SafeText;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdict as JUnit XML, as GitLab and Jenkins read it. They know a case again by its class and its name, so both are the
 * same as long as the code is: no lines, no counts. A first case, that connleak could look, is there even when nothing else
 * is, so that an empty run is seen as such.
 */
public record Junit(Verdict verdict) {

    public String text() {
        List<Judged> failing = with(Standing.NEW);
        List<Judged> skipped = verdict.causes().stream()
                .filter(cause -> cause.standing() == Standing.BASELINED || cause.standing() == Standing.SUPPRESSED)
                .toList();
        int errors = verdict.looked() ? 0 : 1;
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuites");
            counts(xml, 1 + failing.size() + skipped.size(), failing.size(), errors);
            start(xml, "testsuite");
            counts(xml, 1 + failing.size() + skipped.size(), failing.size(), errors);
            xml.writeAttribute("skipped", String.valueOf(skipped.size()));
            xml.writeAttribute("time", "0");
            if (verdict.span() != null) {
                // The schema of Ant and Jenkins wants it without fractions and zone.
                xml.writeAttribute("timestamp", verdict.span().to().toString().replaceFirst("(\\.\\d+)?Z$", ""));
            }
            looked(xml);
            for (Judged cause : failing) {
                testCase(xml, cause);
                xml.writeStartElement("failure");
                xml.writeAttribute("message", Wording.summary(cause.finding()));
                xml.writeAttribute("type", Wording.title(cause.finding()).replaceFirst(" at .*", ""));
                xml.writeCharacters(body(cause));
                xml.writeEndElement();
                xml.writeEndElement();
            }
            for (Judged cause : skipped) {
                testCase(xml, cause);
                xml.writeStartElement("skipped");
                String why = cause.why() == null ? "" : ": " + SafeText.line(cause.why());
                xml.writeCharacters(cause.standing().name().toLowerCase(Locale.ROOT) + why);
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a tree of plain texts could not be written", e);
        }
        return text.append('\n').toString();
    }

    private List<Judged> with(Standing standing) {
        return verdict.causes().stream()
                .filter(cause -> cause.standing() == standing)
                .toList();
    }

    private static void start(XMLStreamWriter xml, String element) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
        xml.writeAttribute("name", "connleak");
    }

    private static void counts(XMLStreamWriter xml, int tests, int failures, int errors) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(tests));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("errors", String.valueOf(errors));
    }

    private void looked(XMLStreamWriter xml) throws XMLStreamException {
        start(xml, "connleak", "connleak could look");
        if (!verdict.looked()) {
            xml.writeStartElement("error");
            xml.writeAttribute("message", "connleak could not look everywhere");
            xml.writeCharacters(
                    verdict.complaints().stream().map(SafeText::line).collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(SafeText.line(Wording.judged(verdict)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Judged cause) throws XMLStreamException {
        start(
                xml,
                "connleak." + SafeText.line(cause.finding().kind()),
                Wording.where(cause) + " " + SafeText.line(cause.finding().fingerprint()));
    }

    private static void start(XMLStreamWriter xml, String className, String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", className);
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", "0");
    }

    private static String body(Judged cause) {
        StringBuilder body = new StringBuilder();
        body.append(Wording.title(cause.finding())).append('\n');
        body.append(Wording.extent(cause.finding())).append('\n');
        body.append(Wording.advice(cause.finding())).append('\n');
        cause.stack()
                .forEach(frame ->
                        body.append("  at ").append(SafeText.line(frame)).append('\n'));
        cause.files()
                .forEach(file -> body.append("report ")
                        .append(SafeText.line(file.toString()))
                        .append('\n'));
        return body.append("To let it pass: ")
                .append(Wording.suppress(cause.finding()))
                .append('\n')
                .toString();
    }
}
