package dev.connleak.client;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** The peer's certificate was not accepted. */
public final class CertificateRejectedException extends SSLHandshakeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a certificate. */
    public enum Reason {
        /** Nobody who is trusted vouches for it. */
        UNTRUSTED,
        /** Its time has passed. */
        EXPIRED,
        /** Its time has not come. */
        NOT_YET_VALID,
        /** It is somebody else's. */
        WRONG_HOST,
        /** The trust manager's own reason: see the cause. */
        OTHER
    }

    private final Reason reason;

    private CertificateRejectedException(String place, Reason reason, CertificateException cause) {
        super("certificate of " + place + " rejected (" + reason + "): " + cause.getMessage());
        this.reason = reason;
        initCause(cause);
    }

    /** What a failed handshake is told as where a certificate was the cause, or null. */
    static @Nullable CertificateRejectedException of(String place, SSLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new CertificateRejectedException(place, reason(cause), (CertificateException) cause);
            }
        }
        return null;
    }

    public Reason reason() {
        return reason;
    }

    private static Reason reason(Throwable rejection) {
        for (Throwable cause = rejection; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return Reason.EXPIRED;
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Reason.NOT_YET_VALID;
            }
        }
        Throwable cause = rejection.getCause();
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return Reason.UNTRUSTED;
        }
        // The JDK's check of the host name has no exception of its own: sun.security.util.HostnameChecker throws this
        // bare one, with "No name matching …" or "No subject alternative … name matching …" ("… names present").
        String message = String.valueOf(rejection.getMessage());
        boolean byName = message.startsWith("No name matching") || message.startsWith("No subject alternative");
        return rejection.getClass() == CertificateException.class && byName ? Reason.WRONG_HOST : Reason.OTHER;
    }
}
