package dev.segue.google;

import com.google.api.gax.rpc.StatusCode;
import dev.segue.segment.UnavailableException;

/**
 * A call to a Google service failed. It has the status code but no cause, whose message would name
 * documents and so users: no log may contain a user's id.
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
