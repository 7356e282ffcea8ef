package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit accepts a correct subscriber and detects incorrect ones. */
@ExtendWith(LocalStackExtension.class)
class ExampleAuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IMPATIENCE = Duration.ofSeconds(5);

  private final LocalStack stack;

  ExampleAuditIT(LocalStack stack) {
    this.stack = stack;
  }

  @Test
  void a_subscriber_that_keeps_the_last_changed_at_passes() {
    ExampleAudit.run(stack, new InProcess(Tables.BY_CHANGED_AT, false), PATIENCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_ONE", "WITHOUT_TOMBSTONES"})
  void another_rule_is_detected(Tables table) {
    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(() -> ExampleAudit.run(stack, new InProcess(table, false), IMPATIENCE));
  }

  @Test
  void acknowledging_before_storing_is_detected() {
    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(
            () -> ExampleAudit.run(stack, new InProcess(Tables.BY_CHANGED_AT, true), IMPATIENCE));
  }

  /** A subscriber in this process; a careless one loses what it acknowledged when it is killed. */
  private record InProcess(
      Tables table, boolean careless, List<PubsubMessage> messages, Set<String> forgotten)
      implements Subscriber {
    InProcess(Tables table, boolean careless) {
      this(table, careless, new CopyOnWriteArrayList<>(), ConcurrentHashMap.newKeySet());
    }

    /** Acknowledged messages are not delivered again. */
    @Override
    public void deliver(PubsubMessage message) {
      if (!forgotten.contains(id(message))) {
        messages.add(message);
      }
    }

    @Override
    public void awaitQuiet(Duration deadline) {}

    @Override
    public void start() {}

    @Override
    public void kill() {
      if (careless) {
        messages.forEach(message -> forgotten.add(id(message)));
        messages.removeIf(message -> forgotten.contains(id(message)));
      }
    }

    @Override
    public Map<String, Held> held() {
      return table.after(messages);
    }

    @Override
    public void close() {}

    private static String id(PubsubMessage message) {
      return message.getAttributesOrThrow("ce-id");
    }
  }
}
