package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.segue.config.RulesFile;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.fuzz.Allocation;
import dev.segue.fuzz.Fuzz;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFuzzTest {
  /** The most memory that protobuf uses for one byte. */
  private static final long BYTES_PER_BYTE = 200;

  private static final long BYTES_BESIDES = 200_000;
  private static final int LONGEST_REASON = 400;
  private static final int LONGEST_LINE = 4_000;

  private static final String PREFIX = OddEvents.USERS + "/";
  private static final int MAX_BYTES = 1_000_000;

  private static final Set<String> TYPES =
      Set.of(
          "google.cloud.firestore.document.v1.created",
          "google.cloud.firestore.document.v1.updated",
          "google.cloud.firestore.document.v1.deleted",
          "google.cloud.firestore.document.v1.written",
          "google.cloud.firestore.document.v1.created.withAuthContext",
          "google.cloud.firestore.document.v1.updated.withAuthContext",
          "google.cloud.firestore.document.v1.deleted.withAuthContext",
          "google.cloud.firestore.document.v1.written.withAuthContext");

  private final UserEventDecoder decoder =
      new UserEventDecoder(OddEvents.USERS, RulesFile.packaged());
  private final Clock clock = Clock.fixed(Events.TIME.toInstant(), ZoneOffset.UTC);
  private final Set<Class<?>> seen = new HashSet<>();

  @Test
  void an_event_is_decoded_as_another_reader_decodes_it() {
    Fuzz.tries(2_000, OddEvents::draw, this::isDecoded);

    assertThat(seen)
        .containsExactlyInAnyOrder(
            UserEvent.Relevant.class, UserEvent.Irrelevant.class, UserEvent.Undeliverable.class);
  }

  private void isDecoded(CloudEvent event) {
    int size = event.getData() == null ? 0 : event.getData().toBytes().length;

    var decoded =
        Allocation.atMost(BYTES_BESIDES + BYTES_PER_BYTE * size, () -> decoder.decode(event));

    seen.add(decoded.getClass());
    if (decoded instanceof UserEvent.Undeliverable undeliverable) {
      assertThat(undeliverable.reason()).isNotBlank().hasSizeLessThan(LONGEST_REASON);
      assertThat(read(event)).isEmpty();
    } else {
      assertThat(read(event)).contains(decoded);
    }
  }

  @Test
  void every_event_is_logged_as_one_short_line_of_json() {
    Fuzz.tries(2_000, OddEvents::draw, this::isTold);
  }

  private void isTold(CloudEvent event) {
    var out = new ByteArrayOutputStream();
    var log =
        new EventLog(new JsonLog(new PrintStream(out, true, UTF_8)), "demo-segue", clock, event);

    switch (decoder.decode(event)) {
      case UserEvent.OfUser ofUser -> log.ignored(ofUser.user(), 1);
      case UserEvent.Undeliverable undeliverable ->
          log.deadLettered(Optional.empty(), undeliverable.fault());
    }

    assertThat(out.toString(UTF_8)).matches("[^\r\n]*\\R").hasSizeLessThan(LONGEST_LINE);
    assertThat(json(out.toByteArray()).get("severity")).isNotNull();
  }

  private static JsonNode json(byte[] line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError("no JSON", e);
    }
  }

  /** Decodes an event through its descriptor; empty if it is undeliverable. */
  private static Optional<UserEvent> read(CloudEvent event) {
    if (!TYPES.contains(event.getType()) || event.getData() == null) {
      return Optional.empty();
    }
    var body = event.getData().toBytes();
    try {
      return body.length == 0 || body.length > MAX_BYTES || body[0] == '{'
          ? Optional.empty()
          : read(DynamicMessage.parseFrom(DocumentEventData.getDescriptor(), body), event);
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private static Optional<UserEvent> read(Message data, CloudEvent event) {
    var value = message(data, "value");
    var oldValue = message(data, "old_value");
    return value
        .or(() -> oldValue)
        .map(document -> (String) field(document, "name"))
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> name.substring(PREFIX.length()))
        .filter(EventFuzzTest::isId)
        .map(UserId::new)
        .map(
            user ->
                value.isPresent()
                        && oldValue.isPresent()
                        && status(value.get()).equals(status(oldValue.get()))
                    ? new UserEvent.Irrelevant(user)
                    : new UserEvent.Relevant(user, times(event, value, oldValue)));
  }

  private static EventTimes times(
      CloudEvent event, Optional<Message> value, Optional<Message> oldValue) {
    var time = (Message) field(value.or(() -> oldValue).get(), "update_time");
    var seconds = (Long) field(time, "seconds");
    var nanos = (Integer) field(time, "nanos");
    boolean present = seconds != 0 || nanos != 0;
    boolean sane = Math.abs((double) seconds) < 31_556_000_000_000_000.0;
    var version = present && sane ? Instant.ofEpochSecond(seconds, nanos) : Instant.MAX;
    return new EventTimes(
        value.isPresent() ? Optional.empty() : Optional.of(version),
        event.getTime() == null ? version : event.getTime().toInstant());
  }

  private static boolean isId(String id) {
    int bytes = id.getBytes(UTF_8).length;
    boolean reserved = id.length() >= 4 && id.startsWith("__") && id.endsWith("__");
    return bytes > 0
        && bytes <= 1_500
        && id.indexOf('/') < 0
        && !id.equals(".")
        && !id.equals("..")
        && !reserved;
  }

  private static Message status(Message document) {
    var status = DynamicMessage.getDefaultInstance(Value.getDescriptor());
    for (var entry : (List<?>) field(document, "fields")) {
      if (field((Message) entry, "key").equals("subscription_status")) {
        status = (DynamicMessage) field((Message) entry, "value");
      }
    }
    return status;
  }

  private static Optional<Message> message(Message parent, String name) {
    var field = parent.getDescriptorForType().findFieldByName(name);
    return parent.hasField(field)
        ? Optional.of((Message) parent.getField(field))
        : Optional.empty();
  }

  private static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }
}
