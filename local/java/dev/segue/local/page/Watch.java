package dev.segue.local.page;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import dev.segue.local.LocalStack;
import dev.segue.local.Outages;
import dev.segue.local.ReceivedChange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** A stack that is watched: what is to be seen of it, and what can be done to it. */
final class Watch implements AutoCloseable {
  /** Of users and messages: more than anybody reads. */
  private static final int SHOWN = 200;

  /**
   * What there is to see at one moment.
   *
   * @param users the first, by id
   * @param userCount of all users
   * @param messages the latest first
   * @param trouble what is broken
   */
  record View(
      String project,
      URI members,
      Arrival arrival,
      Set<String> trouble,
      int userCount,
      List<UserRow> users,
      List<MessageTable.Row> messages,
      List<FunctionLog.Line> log) {}

  private final MessageTable messages = new MessageTable();
  private final FunctionLog log = new FunctionLog();
  private final Map<String, Long> before = new TreeMap<>();
  private final LocalStack stack;
  private final Outages outages;
  private final URI members;
  private final Trouble trouble;
  private final LiveCollection users;
  private final LiveCollection segments;

  /**
   * @param members where FindMembers is
   */
  Watch(LocalStack stack, Outages outages, URI members) throws InterruptedException {
    this.stack = stack;
    this.outages = outages;
    this.members = members;
    trouble = new Trouble(stack, outages);
    users = new LiveCollection(stack.firestore().collection("users"));
    segments = new LiveCollection(stack.firestore().collection("segments"));
    rows().forEach(row -> before.put(row.id(), row.revision()));
    stack.changes().observe(message -> messages.receive(ReceivedChange.now(message)));
  }

  View view() throws IOException {
    var rows = rows();
    var received = messages.rows();
    return new View(
        stack.project(),
        members,
        Arrival.of(stack.trigger().undelivered(), rows, before, messages),
        trouble.on(),
        rows.size(),
        rows.stream().limit(SHOWN).toList(),
        received.reversed().stream().limit(SHOWN).toList(),
        log.read(stack.segmentUser()));
  }

  /** Gives a user this status, or none where it is empty; a user who is not there is added. */
  void write(String id, String status) throws ExecutionException, InterruptedException {
    var value = status.isEmpty() ? FieldValue.delete() : status;
    var fields = Map.of("subscription_status", value);
    firestore().document("users/" + id).set(fields, SetOptions.merge()).get();
  }

  void delete(String id) throws ExecutionException, InterruptedException {
    firestore().document("users/" + id).delete().get();
  }

  void turn(String name, boolean on) {
    trouble.turn(name, on);
  }

  void loseNextAnswer() {
    outages.loseNextAnswer();
  }

  @Override
  public void close() {
    users.close();
    segments.close();
  }

  private Firestore firestore() {
    return stack.firestore();
  }

  private List<UserRow> rows() {
    Map<String, DocumentSnapshot> kept = segments.documents();
    return UserRow.of(users.documents(), kept);
  }
}
