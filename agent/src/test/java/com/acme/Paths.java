package com.acme;

/** Call paths of an application, as many as a test wants. */
public final class Paths {
    private Paths() {}

    /** Acts at the end of a call path of {@code depth} frames, another one for each number below 2<sup>depth</sup>. */
    public static void walk(int path, int depth, Runnable act) {
        if (depth == 0) {
            act.run();
        } else if ((path & 1) == 0) {
            left(path >> 1, depth - 1, act);
        } else {
            right(path >> 1, depth - 1, act);
        }
    }

    private static void left(int path, int depth, Runnable act) {
        walk(path, depth, act);
    }

    private static void right(int path, int depth, Runnable act) {
        walk(path, depth, act);
    }
}
