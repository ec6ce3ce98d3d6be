package dev.connleak.cli.merge;

import dev.connleak.cli.report.Pool;
import java.util.List;

/**
 * A pool of one JVM.
 *
 * @param madeAt where it was created, innermost frame first
 * @param causes the fingerprints of the leaks whose occurrences lie in it
 * @param leaked connections that these leaks hold in it, leased or idle, and never more than there are; where a leak lies in
 *     several pools, its part by their number
 */
public record PoolUse(Source source, Pool pool, List<String> madeAt, List<String> causes, long leaked) {}
