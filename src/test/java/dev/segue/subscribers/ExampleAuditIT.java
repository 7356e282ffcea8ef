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

/** The audit passes who is right, and finds who is not. */
@ExtendWith(LocalStackExtension.class)
class ExampleAuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IMPATIENCE = Duration.ofSeconds(5);

  private final LocalStack stack;

  ExampleAuditIT(LocalStack stack) {
    this.stack = stack;
  }

  @Test
  void who_keeps_the_last_changed_at_passes() {
    ExampleAudit.run(stack, new InProcess(Tables.BY_CHANGED_AT, false), PATIENCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_ONE", "WITHOUT_TOMBSTONES"})
  void who_keeps_something_else_is_found(Tables table) {
    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(() -> ExampleAudit.run(stack, new InProcess(table, false), IMPATIENCE));
  }

  @Test
  void who_acknowledges_what_is_not_kept_is_found() {
    assertThatExceptionOfType(ConditionTimeoutException.class)
        .isThrownBy(
            () -> ExampleAudit.run(stack, new InProcess(Tables.BY_CHANGED_AT, true), IMPATIENCE));
  }

  /** A subscriber that takes each message at once; a careless one forgets with its process. */
  private record InProcess(
      Tables table, boolean careless, List<PubsubMessage> messages, Set<String> forgotten)
      implements Example {
    InProcess(Tables table, boolean careless) {
      this(table, careless, new CopyOnWriteArrayList<>(), ConcurrentHashMap.newKeySet());
    }

    /** What it has acknowledged does not come again. */
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
