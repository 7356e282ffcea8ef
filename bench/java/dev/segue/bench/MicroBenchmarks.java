package dev.segue.bench;

import com.google.events.cloud.firestore.v1.Value;
import dev.segue.config.RulesFile;
import dev.segue.event.UserEventDecoder;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.local.Events;
import dev.segue.segment.Rules;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The cost of the rules, and of decoding an event, alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MicroBenchmarks {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String USERS = "projects/p/databases/(default)/documents/users";

  @Param({"100", "500000"})
  public int bytes;

  private final Rules rules = RulesFile.packaged();
  private final Rules conditions = RulesFile.parse("conditions.yaml", tenConditionsFile());
  private final UserEventDecoder decoder = new UserEventDecoder(USERS, conditions);
  private final User user = user();
  private CloudEvent event;

  @Setup
  public void makeEvent() {
    var data = Events.created(USERS + "/ada", "active").toBuilder();
    var notes = Value.newBuilder().setStringValue("x".repeat(bytes)).build();
    data.getValueBuilder().putFields("notes", notes);
    event = Events.written(data.build());
  }

  @Benchmark
  public Assignment rules() {
    return rules.assign(user, NOW);
  }

  /** No condition holds, so all are evaluated; five read the time. */
  @Benchmark
  public Assignment tenConditions() {
    return conditions.assign(user, NOW);
  }

  @Benchmark
  public UserEvent decoding() {
    return decoder.decode(event);
  }

  private static User user() {
    Map<String, Object> document =
        Map.of("plan", "pro", "seats", 7L, "trial", Map.of("ends_at", NOW.plusSeconds(999_999)));
    return new User("ada", new SubscriptionStatus.Text("past_due"), document, NOW);
  }

  private static String tenConditionsFile() {
    var rules = new StringBuilder("segments:\n");
    for (int i = 0; i < 10; i++) {
      rules.append("  - name: segment%s\n    when: ".formatted(i));
      rules.append(
          i % 2 == 0
              ? "user.plan == \"enterprise\" && user.seats >= %s\n".formatted(i)
              : "user.trial.ends_at - now < duration(\"%sh\")\n".formatted(i));
    }
    return rules.append("  - name: other\ndefault: other\n").toString();
  }

  static void run() throws RunnerException {
    long seconds = Long.getLong("segue.bench.jmh.seconds", 2);
    new Runner(
            new OptionsBuilder()
                .include(MicroBenchmarks.class.getName())
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds))
                .build())
        .run();
  }
}
