package dev.connleak.cli.demo;

import java.io.IOException;
import java.net.URI;

/** Takes orders and asks stock, prices and catalog about each. */
public final class OrderService {

    private static final int ORDERS = 12;

    /** That of {@link dev.connleak.cli.launch.Workbench#QUIET}: what is open at the end is then seen to be idle. */
    private static final long CLOSING_MILLIS = 1200;

    private final StockClient stock;
    private final PriceClient prices;
    private final CatalogClient catalog;
    private String catalogVersion = "";

    private OrderService(URI backend) {
        stock = new StockClient(backend);
        prices = new PriceClient(backend);
        catalog = new CatalogClient(backend);
    }

    public static void main(String[] args) throws Exception {
        OrderService service = new OrderService(URI.create(args[0]));
        long total = 0;
        for (int i = 0; i < ORDERS; i++) {
            total += service.place(new Order("A-" + (100 + i), i + 1));
        }
        System.out.println(total);
        Thread.sleep(CLOSING_MILLIS);
    }

    /** What the order costs, in cents. */
    private long place(Order order) throws IOException, InterruptedException {
        refreshCatalog();
        refreshPrices();
        long price = prices.price(order.article());
        if (stock.isDiscontinued(order.article()) || stock.available(order.article()) < order.quantity()) {
            return 0;
        }
        return price * order.quantity();
    }

    private void refreshCatalog() throws IOException {
        String version = catalog.version();
        if (!version.equals(catalogVersion)) {
            catalog.titles();
            catalogVersion = version;
        }
    }

    /** A new list of prices is worth having, but the old ones will do. */
    private void refreshPrices() throws IOException, InterruptedException {
        try {
            prices.importList();
        } catch (UnknownFormatException e) {
            System.err.println("prices stay as they are: " + e.getMessage());
        }
    }
}
