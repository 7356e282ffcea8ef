package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.members.MembersApi;
import java.io.IOException;

/**
 * Answers who is in a segment.
 *
 * @see MembersApi
 */
public final class FindMembers implements HttpFunction {
  private final MembersApi api = Wiring.fromEnvironment(Wiring::findMembers);

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
