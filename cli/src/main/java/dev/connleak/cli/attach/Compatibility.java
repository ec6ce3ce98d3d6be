package dev.connleak.cli.attach;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions of the agent this command line can talk to: the same major, and one minor up or down. */
final class Compatibility {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

    private Compatibility() {}

    static boolean between(String cli, String agent) {
        Matcher ours = VERSION.matcher(cli);
        Matcher theirs = VERSION.matcher(agent);
        if (!ours.matches() || !theirs.matches()) {
            return cli.equals(agent);
        }
        int minors = Integer.parseInt(ours.group(2)) - Integer.parseInt(theirs.group(2));
        return Integer.parseInt(ours.group(1)) == Integer.parseInt(theirs.group(1)) && Math.abs(minors) <= 1;
    }
}
