package dev.connleak.cli.attach;

import java.util.List;
import java.util.Set;

/** The argument that the agent gets: reserved names first, then the user's options, in the agent's own option syntax. */
public record AgentArgument(String command, List<String> options) {

    private static final Set<String> RESERVED = Set.of("command", "request", "version");

    /** @throws IllegalArgumentException if an option is not {@code name=value}, or of a name that is not the user's */
    public AgentArgument {
        options = options.stream().map(AgentArgument::checked).toList();
    }

    /** @param version of the connleak that asks */
    String forRequest(String request, String version) {
        StringBuilder argument =
                new StringBuilder("command=" + command + ",request=" + request + ",version=" + version);
        options.forEach(option -> argument.append(',').append(option));
        return argument.toString();
    }

    private static String checked(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (equals < 0 || !name.matches("[A-Za-z][A-Za-z0-9.]*")) {
            throw new IllegalArgumentException("option '" + option + "' is not of the form name=value");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("option '" + name + "' is connleak's own: leave it out");
        }
        String value = option.substring(equals + 1);
        if (value.indexOf(',') < 0 || (value.length() > 1 && value.startsWith("'") && value.endsWith("'"))) {
            return option;
        }
        if (value.indexOf('\'') >= 0) {
            throw new IllegalArgumentException("option '" + name
                    + "' holds both a comma and a quote: put it into a file and name that with config=");
        }
        return name + "='" + value + "'";
    }
}
