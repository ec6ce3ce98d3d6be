package dev.connleak.cli.demo;

/** So many of an article. */
record Order(String article, int quantity) {}
