package dev.connleak.it.bench;

/** So many callers at once, each of which gets so many bytes over and over. */
record Load(int bodyBytes, int callers) {
    @Override
    public String toString() {
        return bodyBytes + " B, " + callers + (callers == 1 ? " caller" : " callers");
    }
}
