package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The twelve lines of docs/subscribers.md. */
@ExtendWith(LocalStackExtension.class)
class TwelveLinesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOOK =
      "import sqlite3, sys; [print(*row) for row in sqlite3.connect(sys.argv[1]).execute("
          + "'select user_id, segment, changed_at from segment')]";

  @Test
  void they_store_what_segments_holds(LocalStack stack, @TempDir Path folder) throws Exception {
    PythonTools.assumeInstalled();
    var messages = history(stack);
    var topics = stack.topics();
    var topic = topics.create();
    var subscription =
        topics.subscriptionName(topics.subscribe(topic, Subscription.getDefaultInstance()));
    var lines =
        CodePage.of(CodePage.SUBSCRIBERS)
            .block("python")
            .replace("projects/segue-local/subscriptions/segment-changes", subscription);
    Files.writeString(folder.resolve("twelve.py"), lines);
    var log = folder.resolve("twelve.log");
    try (var process =
        new ExampleProcess(folder, log, stack.environment(), PythonTools.program(), "twelve.py")) {
      process.start(() -> Files.exists(folder.resolve("segments.db")));
      for (var index : List.of(1, 0, 2, 2, 0)) {
        topics.publish(topic, messages.get(index));
      }
      var held = Held.in(stack.users().segment("ada"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(look(folder))
                      .as(process::output)
                      .containsExactly("ada %s %s".formatted(held.segment(), held.changedAt())));
    }
  }

  @Test
  void the_comparison_ends_the_segments_of_users_who_are_in_no_file() throws Exception {
    PythonTools.assumeInstalled();
    var script =
        """
        import sqlite3, sys
        db = sqlite3.connect(":memory:")
        db.execute("create table segment (user_id text, segment text, changed_at int)")
        db.execute("create table snapshot (user_id text)")
        db.execute("insert into snapshot values ('stays')")
        db.executemany("insert into segment values (?, ?, ?)", [
            ("stays", "trial", 10), ("deleted", "trial", 10), ("gone before", "none", 10), ("new", "trial", 60)])
        db.execute(sys.argv[1], (50,))
        [print(*row) for row in db.execute("select * from segment order by user_id")]
        """;
    var comparison = CodePage.of(CodePage.SUBSCRIBERS).blocks("sql").getLast();

    assertThat(PythonTools.run("-c", script, comparison))
        .containsExactly(
            "deleted none 10", "gone before none 10", "new trial 60", "stays trial 10");
  }

  private static List<String> look(Path folder) throws Exception {
    return PythonTools.run("-c", LOOK, folder.resolve("segments.db").toString());
  }

  private static List<PubsubMessage> history(LocalStack stack) {
    for (var status : List.of("trialing", "active", "canceled")) {
      stack.users().write("ada", status);
      stack.trigger().awaitQuiet(PATIENCE);
    }
    await().atMost(PATIENCE).until(() -> stack.changes().messages().size() == 3);
    return stack.changes().messages().stream()
        .map(message -> message.toBuilder().clearOrderingKey().build())
        .toList();
  }
}
