package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.config.RulesFile;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.fuzz.Fuzz;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogFuzzTest {
  private static final int LONGEST_LINE = 4_000;

  private final UserEventDecoder decoder =
      new UserEventDecoder(OddEvents.USERS, RulesFile.packaged());
  private final Clock clock = Clock.fixed(Events.TIME.toInstant(), ZoneOffset.UTC);

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
}
