package dev.segue.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.Map;

/** A JSON document that fits into memory. */
public record JsonResponse(int status, String mediaType, Map<String, String> headers, Object body)
    implements Response {
  public static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public static JsonResponse ok(Object body) {
    return new JsonResponse(200, "application/json", Map.of(), body);
  }

  @Override
  public void writeTo(HttpResponse response) throws IOException {
    response.setStatusCode(status);
    response.setContentType(mediaType);
    headers.forEach(response::appendHeader);
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}
