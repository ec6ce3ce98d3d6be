package dev.connleak.it.target.sites;

import feign.RequestLine;
import feign.Response;

/** An interface that is not public, so that its proxies lie in this package. */
interface Orders {
    @RequestLine("GET /")
    Response poll();
}
