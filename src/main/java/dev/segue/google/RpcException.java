package dev.segue.google;

import com.google.api.gax.rpc.StatusCode;
import dev.segue.segment.UnavailableException;
import java.util.regex.Pattern;

/**
 * A call to a Google service failed. The message holds what the service said without the names of
 * documents, because they hold users' ids; there is no cause, because its message would be logged.
 */
public final class RpcException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  /** To the end, because an id may hold spaces and line breaks. */
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
