package dev.connleak.it.soak;

/** One client. Three call sites: one that leaks nothing, one whose responses are held, one whose responses are forgotten. */
public interface SoakClient {
    static SoakClient named(String className) throws ReflectiveOperationException {
        return (SoakClient) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    /** Whether another thread than the reader's may give an exchange up without closing its body. */
    default boolean cancelsFromElsewhere() {
        return true;
    }

    /** @param method GET, or POST without a body */
    Opened open(String method, String url) throws Exception;

    Opened openToHold(String url) throws Exception;

    Opened openToDrop(String url) throws Exception;
}
