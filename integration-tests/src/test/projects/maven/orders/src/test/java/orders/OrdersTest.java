package orders;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void areReadToTheirEnd() throws Exception {
        assertTrue(Orders.length() > 0);
        System.out.println("orders were read");
    }
}
