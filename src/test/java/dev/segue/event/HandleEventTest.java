package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.RulesFile;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleEventTest {
  private static final String DOCUMENTS = "projects/demo-segue/databases/(default)/documents/";

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final List<String> deadLetters = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final HandleEvent events = publishingTo(new InMemoryChangePublisher());

  private HandleEvent publishingTo(ChangePublisher publisher) {
    return new HandleEvent(
        new UserEventDecoder(DOCUMENTS + "users", RulesFile.packaged()),
        new RecomputeSegment(new Rules(Map.of(), new Segment("prospect")), store, publisher),
        (event, reason) -> deadLetters.add(reason),
        new JsonLog(new PrintStream(out, true, UTF_8)),
        "demo-segue",
        100,
        Clock.systemUTC());
  }

  @ParameterizedTest
  @ValueSource(strings = {"customers/ada@example.com", "users/ada@example.com/orders/1"})
  void the_dead_letter_names_the_document_and_the_log_does_not(String document) {
    events.handle(created(document));

    assertThat(deadLetters).hasSize(1).first().asString().contains("ada@example.com");
    assertThat(out.toString(UTF_8)).contains("dead_lettered").doesNotContain("ada");
  }

  @Test
  void an_event_of_a_user_is_handled_without_a_dead_letter() {
    events.handle(created("users/ada@example.com"));

    assertThat(deadLetters).isEmpty();
    assertThat(store.memberships()).hasSize(1);
    assertThat(out.toString(UTF_8)).contains("\"outcome\":\"unchanged\"").doesNotContain("ada");
  }

  @Test
  void an_event_that_lost_its_body_leaves_a_mark_as_a_repair_does() {
    events.handle(
        CloudEventBuilder.v1(Events.event(Events.WRITTEN, null))
            .withExtension("document", "users/ada")
            .build());

    assertThat(deadLetters).isEmpty();
    assertThat(store.memberships()).hasSize(1);
  }

  @Test
  void a_change_that_can_never_be_published_is_a_dead_letter_and_stays_pending() {
    var ada = new UserId("ada@example.com");
    store.write(ada, new SubscriptionStatus.Text("active"));

    publishingTo(
            (user, changes) -> {
              throw new PermanentFailureException("changes of " + user.value(), "refused");
            })
        .handle(created("users/" + ada.value()));

    assertThat(deadLetters).containsExactly("changes of ada@example.com: refused");
    assertThat(out.toString(UTF_8)).contains("dead_lettered").doesNotContain("ada");
    assertThat(store.membership(ada).pending()).hasSize(1);
  }

  @Test
  void of_ignored_events_the_first_and_one_in_a_hundred_are_logged() {
    var created = Events.created(DOCUMENTS + "users/ada", "active");
    var ignored = Events.written(created.toBuilder().setOldValue(created.getValue()).build());

    for (int i = 0; i < 201; i++) {
      events.handle(ignored);
    }

    assertThat(out.toString(UTF_8).lines())
        .extracting(line -> line.replaceAll(".*\"ignored_events\":(\\d+).*", "$1"))
        .containsExactly("1", "100", "100");
  }

  private static CloudEvent created(String document) {
    return Events.written(Events.created(DOCUMENTS + document, "active"));
  }
}
