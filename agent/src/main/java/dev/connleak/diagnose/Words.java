package dev.connleak.diagnose;

import java.util.Locale;

/** Enum constants as the report spells them. */
final class Words {
    private Words() {}

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
