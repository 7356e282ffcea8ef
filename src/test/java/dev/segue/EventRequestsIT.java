package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Users;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed function with events in every form, and with requests that are none. */
@ExtendWith(LocalStackExtension.class)
class EventRequestsIT {
  private final LocalStack stack;
  private final Users users;

  EventRequestsIT(LocalStack stack) {
    this.stack = stack;
    this.users = stack.users();
    stack.trigger().pause();
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        form("structured", EventRequest::structured),
        form("ends with a blank ", EventRequestsIT::enveloped),
        form("looks =like; a, list", EventRequest::binary),
        form("=has no, body;", event -> EventRequest.binary(withoutData(event))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void an_event_is_understood_in_every_form(String id, Function<CloudEvent, EventRequest> form)
      throws IOException {
    users.write(id, "active");
    var event =
        CloudEventBuilder.v1(Events.written(Events.created(users.name(id), "active")))
            .withSource(
                URI.create(
                    "//firestore.googleapis.com/projects/%s/databases/(default)"
                        .formatted(stack.project())))
            .withExtension("document", "users/" + id)
            .build();

    assertThat(form.apply(event).post(stack.url())).isEqualTo(200);

    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
  }

  static Stream<EventRequest> requestsWithoutAnEvent() {
    var binary = EventRequest.binary(Events.written(Events.created("users/alice", "active")));
    var withoutId = new HashMap<>(binary.headers());
    withoutId.remove("ce-id");
    return Stream.of(
        new EventRequest(withoutId, binary.body()),
        withHeader(binary, "ce-specversion", "0.2"),
        withHeader(binary, "ce-time", "yesterday"),
        json("application/cloudevents+json", "{}"),
        json("application/json", "{}"),
        json("application/json", "{"),
        json("application/json", "{\"message\": {\"data\": \"%\"}}"));
  }

  @ParameterizedTest
  @MethodSource("requestsWithoutAnEvent")
  void a_request_without_an_event_is_refused(EventRequest request) throws IOException {
    assertThat(request.post(stack.url())).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void the_refusal_contains_the_remedy(String method) throws IOException, InterruptedException {
    var answer = HttpAnswer.of(stack.url(), method, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("detail").textValue())
        .startsWith("a %s request with content-type ''".formatted(method))
        .contains("send headers as Eventarc does: ce-specversion, ce-id");
  }

  private static Arguments form(String id, Function<CloudEvent, EventRequest> form) {
    return Arguments.of(id, form);
  }

  /** What Pub/Sub sends if attributes cannot be headers. */
  private static EventRequest enveloped(CloudEvent event) {
    var binary = EventRequest.binary(event);
    var message =
        Map.of(
            "attributes", binary.headers(),
            "data", Base64.getEncoder().encodeToString(binary.body().toByteArray()));
    return json(
        "application/json", new ObjectMapper().valueToTree(Map.of("message", message)).toString());
  }

  private static CloudEvent withoutData(CloudEvent event) {
    return CloudEventBuilder.from(event).withoutData().build();
  }

  private static EventRequest json(String contentType, String body) {
    return new EventRequest(Map.of("content-type", contentType), ByteString.copyFromUtf8(body));
  }

  private static EventRequest withHeader(EventRequest request, String name, String value) {
    var headers = new HashMap<>(request.headers());
    headers.put(name, value);
    return new EventRequest(headers, request.body());
  }
}
