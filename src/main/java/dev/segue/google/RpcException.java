package dev.segue.google;

import com.google.api.gax.rpc.StatusCode;
import dev.segue.segment.UnavailableException;
import java.util.regex.Pattern;

/**
 * A service of Google's refused or failed. The message has what the service said, but for names of
 * documents, which hold users' ids; the service's own exception is left out for the same reason.
 */
public final class RpcException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** An id may hold spaces and line breaks, so nothing tells where a name ends. */
  private static final Pattern NAME = Pattern.compile("/documents/.*", Pattern.DOTALL);

  private final StatusCode.Code code;

  RpcException(String service, StatusCode.Code code, Throwable cause) {
    super(
        "%s: %s"
            .formatted(
                service,
                NAME.matcher(String.valueOf(cause.getMessage())).replaceFirst("/documents/…")));
    this.code = code;
  }

  public StatusCode.Code code() {
    return code;
  }
}
