package dev.segue.google;

import com.google.api.gax.rpc.StatusCode;
import dev.segue.segment.UnavailableException;

/**
 * A call to a Google service failed. The message holds the status code alone, and there is no
 * cause: messages of the services name documents, and so users, whose ids no log may hold.
 */
public final class RpcException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  private final StatusCode.Code code;

  RpcException(String service, StatusCode.Code code) {
    super("%s: %s".formatted(service, code));
    this.code = code;
  }

  public StatusCode.Code code() {
    return code;
  }
}
