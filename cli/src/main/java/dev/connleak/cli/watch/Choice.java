package dev.connleak.cli.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a look that a wish leaves, in its order, and the one under the cursor. */
record Choice(List<Look.PoolUse> pools, List<Look.Cause> causes, List<Look.Lease> leases, Wish wish) {

    static Choice of(Look look, Wish wish) {
        String filter = wish.filter().toLowerCase(Locale.ROOT);
        return new Choice(
                look.pools().stream()
                        .filter(pool -> has(filter, pool.route(), pool.client(), pool.id()))
                        .toList(),
                look.causes().stream()
                        .filter(cause -> has(filter, cause.line(), cause.route(), cause.client(), cause.kind()))
                        .toList(),
                look.leases().stream()
                        .filter(lease -> has(filter, lease.line(), lease.route(), lease.request(), lease.tcp()))
                        .sorted(order(wish.order()))
                        .toList(),
                wish);
    }

    /** Where the cursor stands in its list: 0 if what it stood on is gone, -1 if there is nothing to stand on. */
    int cursor() {
        List<String> ids = ids();
        int at = wish.chosen() == null ? 0 : Math.max(0, ids.indexOf(wish.chosen()));
        return ids.isEmpty() ? -1 : at;
    }

    /** The wish with the cursor that many rows further. */
    Wish moved(int rows) {
        List<String> ids = ids();
        return ids.isEmpty() ? wish : wish.choosing(ids.get(Math.max(0, Math.min(ids.size() - 1, cursor() + rows))));
    }

    Look.@Nullable Cause cause() {
        int at = cursor();
        if (wish.focus() == Wish.Focus.CAUSES) {
            return at < 0 ? null : causes.get(at);
        }
        Look.Lease lease = lease();
        return lease == null
                ? null
                : causes.stream()
                        .filter(cause -> Objects.equals(cause.fingerprint(), lease.cause()))
                        .findFirst()
                        .orElse(null);
    }

    Look.@Nullable Lease lease() {
        int at = cursor();
        return wish.focus() == Wish.Focus.LEASES && at >= 0 ? leases.get(at) : null;
    }

    private List<String> ids() {
        return wish.focus() == Wish.Focus.CAUSES
                ? causes.stream().map(Look.Cause::fingerprint).toList()
                : leases.stream().map(Look.Lease::connection).toList();
    }

    private static boolean has(String filter, String... texts) {
        for (String text : texts) {
            if (text.toLowerCase(Locale.ROOT).contains(filter)) {
                return true;
            }
        }
        return false;
    }

    private static Comparator<Look.Lease> order(Wish.Order order) {
        Comparator<Look.Lease> oldest =
                Comparator.comparingLong(Look.Lease::ageMillis).reversed().thenComparing(Look.Lease::connection);
        return switch (order) {
            case AGE -> oldest;
            case QUIET ->
                // Unknown stands last, where nobody takes it for the worst.
                Comparator.comparingLong((Look.Lease lease) -> lease.quietMillis() == null ? -1 : lease.quietMillis())
                        .reversed()
                        .thenComparing(oldest);
            case LINE -> Comparator.comparing(Look.Lease::line).thenComparing(oldest);
            case ROUTE -> Comparator.comparing(Look.Lease::route).thenComparing(oldest);
        };
    }
}
