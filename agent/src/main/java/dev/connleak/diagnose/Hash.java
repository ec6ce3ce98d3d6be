package dev.connleak.diagnose;

/**
 * FNV-1a, 64 bits: stable for all time and over all JVMs, and without a security provider. Fingerprints of one project
 * are a few hundred; the chance that two of 1,000 collide is 3 in 10 to the 14.
 */
final class Hash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long state = OFFSET;

    /** Adds one part; its end is part of it. */
    Hash add(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            step(c & 0xff);
            step(c >>> 8);
        }
        step(0xff);
        return this;
    }

    String hex() {
        String digits = Long.toHexString(state);
        StringBuilder text = new StringBuilder(16);
        for (int i = digits.length(); i < 16; i++) {
            text.append('0');
        }
        return text.append(digits).toString();
    }

    private void step(int octet) {
        state = (state ^ octet) * PRIME;
    }
}
