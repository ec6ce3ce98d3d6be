package dev.connleak.it.target.sites;

import java.io.IOException;
import java.util.concurrent.Callable;
import okhttp3.Call;
import okhttp3.Response;

/** Defined as a hidden class, as frameworks do with the code that they make. */
final class HiddenCaller implements Callable<Response> {
    private final Call call;

    HiddenCaller(Call call) {
        this.call = call;
    }

    @Override
    public Response call() throws IOException {
        return call.execute();
    }
}
