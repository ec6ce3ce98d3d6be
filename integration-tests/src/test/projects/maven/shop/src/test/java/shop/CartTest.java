package shop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import orders.Orders;
import org.junit.jupiter.api.Test;

class CartTest {
    private static int runs;

    @Test
    void isFilled() throws Exception {
        assertTrue(Orders.length() > 0);
        System.err.println("the cart is full");
    }

    /** Fails at first: the build runs it again. */
    @Test
    void isPaid() {
        assertFalse(runs++ == 0);
    }
}
