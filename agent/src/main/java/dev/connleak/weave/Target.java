package dev.connleak.weave;

import dev.connleak.clients.Hook;
import java.util.ArrayList;
import java.util.List;

/** One class that is hooked, with its hooks. */
final class Target {
    /** With slashes. */
    final String internalName;
    /** Of the JDK: no copy of it exists under another name. */
    final boolean partOfJdk;

    final List<Hook> hooks = new ArrayList<>();

    Target(String internalName, boolean partOfJdk) {
        this.internalName = internalName;
        this.partOfJdk = partOfJdk;
    }

    /** Whether a class is this one, or a copy of it that was moved below another package. */
    boolean matches(String name) {
        if (name.length() == internalName.length()) {
            return name.equals(internalName);
        }
        return !partOfJdk
                && name.length() > internalName.length()
                && name.endsWith(internalName)
                && name.charAt(name.length() - internalName.length() - 1) == '/';
    }

    /** The part of a name by which targets are found: what follows the last slash. */
    static String key(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
