package dev.segue.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a function needs whose Firestore and Pub/Sub shall fail at times: a proxy before each. */
public final class Proxies implements AutoCloseable {
  public static final String LOOK = "google.firestore.v1.Firestore/BatchGetDocuments";
  public static final String WRITE = "google.firestore.v1.Firestore/Commit";
  public static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  public static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private static final Duration UNTIL_WARM = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final GrpcProxy firestore;
  private final GrpcProxy pubSub;

  public Proxies(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    firestore = GrpcProxy.to(emulators.firestoreHost());
    pubSub = GrpcProxy.to(emulators.pubsubHost());
  }

  /** The stack's settings, by way of the proxies. */
  public Map<String, String> environment() {
    var environment = stack.environment();
    environment.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    environment.put("PUBSUB_EMULATOR_HOST", pubSub.host());
    return environment;
  }

  /**
   * Starts the function that events are for behind the proxies, warm and with no call on record.
   */
  public FunctionProcess startSegmentUser() {
    forget();
    var function = stack.startFunction("dev.segue.SegmentUser", environment());
    awaitWarm();
    return function;
  }

  /**
   * Waits until a function has made the calls that warm it up, and forgets them. On a busy machine
   * it is ready before.
   */
  public void awaitWarm() {
    await()
        .atMost(UNTIL_WARM)
        .until(() -> firestore.calls().contains(WRITE) && !pubSub.calls().isEmpty());
    forget();
  }

  /** Lets the next calls of a method suffer these faults, whichever service it belongs to. */
  public void inject(String method, Fault... next) {
    firestore.inject(method, next);
    pubSub.inject(method, next);
  }

  /**
   * The full method name of every call since the start or the last {@link #forget}: Firestore's in
   * their order, then Pub/Sub's in theirs.
   */
  public List<String> calls() {
    return Stream.of(firestore, pubSub).flatMap(proxy -> proxy.calls().stream()).toList();
  }

  /** How often a method is among the {@link #calls}. */
  public int count(String method) {
    return Collections.frequency(calls(), method);
  }

  public void forget() {
    firestore.forget();
    pubSub.forget();
  }

  public void heal() {
    firestore.heal();
    pubSub.heal();
  }

  @Override
  public void close() {
    firestore.close();
    pubSub.close();
  }
}
