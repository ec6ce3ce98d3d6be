package dev.connleak.track;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs on the application's threads, once or more for each exchange. No allocation beyond the entry and its
 * {@code Throwable}, no lambda, no stream, no string building, no log, no lock, no class initialised for the first time.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface HotPath {}
