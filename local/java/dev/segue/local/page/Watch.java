package dev.segue.local.page;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.SetOptions;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.local.ReceivedChange;
import dev.segue.segment.Subcollection;
import dev.segue.segment.UserId;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** A stack that the page shows, and the actions of the page. */
final class Watch implements AutoCloseable {
  /** The largest number of users and of messages that the page shows. */
  private static final int SHOWN = 200;

  /**
   * The state of the page.
   *
   * @param users those written last, by id
   * @param userCount of all users
   * @param messages the latest first
   * @param below the status of each document below a user, by user and by path below the user
   * @param collections the ids of the collections below users that the rules read
   * @param faults those that are switched on
   */
  record View(
      String project,
      URI members,
      Arrival arrival,
      Set<String> faults,
      int userCount,
      List<ShownUser> users,
      Map<String, Map<String, String>> below,
      List<String> collections,
      List<Message> messages,
      List<FunctionLog.Line> log) {}

  /** By event id, in the order of arrival. */
  private final Map<String, Message> messages = new LinkedHashMap<>();

  private final FunctionLog log = new FunctionLog();
  private final Map<String, Long> before = new TreeMap<>();
  private final LocalStack stack;
  private final URI members;
  private final FaultSwitches faults;
  private final LiveCollection users;
  private final LiveCollection segments;
  private final List<LiveCollection> below = new ArrayList<>();

  /**
   * @param members the URL of FindMembers
   */
  Watch(LocalStack stack, URI members) throws InterruptedException {
    this.stack = stack;
    this.members = members;
    faults = new FaultSwitches(stack);
    stack.trigger().inject(faults);
    users = new LiveCollection(stack.users().collection());
    segments = new LiveCollection(stack.users().segments());
    for (var id : collections()) {
      below.add(new LiveCollection(stack.firestore().collectionGroup(id)));
    }
    rows().forEach(row -> before.put(row.id(), row.revision()));
    stack.changes().observe(message -> receive(ReceivedChange.now(message)));
  }

  synchronized View view() throws IOException {
    var rows = rows();
    var received = List.copyOf(messages.values());
    return new View(
        stack.project(),
        members,
        Arrival.of(stack.trigger().undelivered(), rows, before, received),
        faults.on(),
        rows.size(),
        ShownUser.latest(rows, SHOWN),
        below(),
        collections(),
        received.reversed().stream().limit(SHOWN).toList(),
        log.read(stack.segmentUser()));
  }

  /**
   * Sets the status of a user, or of a document below, or removes it if the new one is empty;
   * creates the document if necessary.
   *
   * @param path of the document below the user's; empty for the user's
   * @throws IllegalArgumentException if the rules do not read documents there
   */
  void write(String id, String path, String status)
      throws ExecutionException, InterruptedException {
    var field = path.isEmpty() ? "subscription_status" : "status";
    var value = status.isEmpty() ? FieldValue.delete() : status;
    document(id, path).set(Map.of(field, value), SetOptions.merge()).get();
  }

  void delete(String id, String path) throws ExecutionException, InterruptedException {
    document(id, path).delete().get();
  }

  private DocumentReference document(String id, String path) {
    var user = stack.users().user(new UserId(id).value());
    if (path.isEmpty()) {
      return user;
    }
    var parts = path.split("/", -1);
    if (parts.length != 2 || !collections().contains(parts[0]) || parts[1].isEmpty()) {
      throw new IllegalArgumentException(
          "the rules read documents such as %s/1, not '%s'"
              .formatted(collections().getFirst(), path));
    }
    return user.collection(parts[0]).document(parts[1]);
  }

  private List<String> collections() {
    return stack.rules().documents().stream().map(Subcollection::id).toList();
  }

  private Map<String, Map<String, String>> below() {
    var byUser = new TreeMap<String, Map<String, String>>();
    for (var collection : below) {
      for (var document : collection.documents()) {
        var parent = document.getReference().getParent();
        if (parent.getParent().getParent().equals(stack.users().collection())) {
          byUser
              .computeIfAbsent(parent.getParent().getId(), user -> new TreeMap<>())
              .put(parent.getId() + "/" + document.getId(), String.valueOf(document.get("status")));
        }
      }
    }
    return byUser;
  }

  void turn(String name, boolean on) {
    faults.turn(name, on);
  }

  /** The next publication succeeds, but the function gets no answer. */
  void loseNextAnswer() {
    stack.proxies().inject(Proxies.PUBLISH, new Fault.LoseAnswer(Status.UNAVAILABLE));
  }

  @Override
  public void close() {
    users.close();
    segments.close();
    below.forEach(LiveCollection::close);
  }

  private synchronized void receive(ReceivedChange change) {
    messages.merge(
        change.id(),
        new Message(change, 1),
        (first, copy) -> new Message(first.change(), first.copies() + 1));
  }

  private List<ShownUser> rows() {
    // Segments first: a user whose segment is shown is shown, too.
    var held = segments.documents();
    return ShownUser.of(users.documents(), held);
  }
}
