package dev.connleak.client;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
interface Resolver {

    InetAddress[] resolve(String host) throws UnknownHostException;
}
