package dev.segue.http.event;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.http.Problem;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.pubsub.PubsubEnvelope;
import dev.segue.segment.Excerpt;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Receives CloudEvents over HTTP in binary mode, in structured mode, or in Pub/Sub's envelope. The
 * invoker would answer 500 to the envelope, and parse headers that contain commas, semicolons or
 * equals signs.
 *
 * <p>Answers 200 once the event is handled, and 400 to a request without an event. An exception is
 * answered 500 by the invoker. Eventarc delivers again what is not answered 2xx, for 24 hours.
 */
public final class EventApi {
  /** For the largest event in base64 and JSON. What is longer is cut, and then undeliverable. */
  private static final int MAX_BYTES = 2 * UserEventDecoder.MAX_BYTES;

  private final HandleEvent handleEvent;
  private final JsonLog output;

  public EventApi(HandleEvent handleEvent, JsonLog output) {
    this.handleEvent = handleEvent;
    this.output = output;
  }

  public void service(HttpRequest request, HttpResponse response) throws IOException {
    var body = request.getInputStream().readNBytes(MAX_BYTES);
    // A connection with unread bytes is reset, perhaps before the answer is read.
    request.getInputStream().transferTo(OutputStream.nullOutputStream());
    CloudEvent event;
    try {
      event = read(request, body);
    } catch (IOException | RuntimeException e) {
      refusal(request, e).response().writeTo(response);
      return;
    }
    handleEvent.handle(event);
  }

  private static CloudEvent read(HttpRequest request, byte[] body) throws IOException {
    return isEnvelope(request)
        ? PubsubEnvelope.read(body)
        : HttpMessageFactory.createReaderFromMultimap(request.getHeaders(), body).toEvent();
  }

  private static boolean isEnvelope(HttpRequest request) {
    return request.getFirstHeader("ce-specversion").isEmpty()
        && request.getContentType().orElse("").startsWith("application/json");
  }

  private Problem refusal(HttpRequest request, Exception reason) {
    var fault =
        "a %s request with content-type '%s' that is not a CloudEvent"
            .formatted(
                Excerpt.of(request.getMethod()), Excerpt.of(request.getContentType().orElse("")));
    // Without the reason, which may contain a user's id.
    output.write(Severity.ERROR, fault, Map.of());
    return Problem.badRequest(
        "%s: %s; send headers as Eventarc does: ce-specversion, ce-id, ce-source, ce-type"
            .formatted(fault, Excerpt.of(String.valueOf(reason.getMessage()))));
  }
}
