package dev.segue.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A proxy before each emulator of a stack, which records calls and injects faults. */
public final class Proxies implements AutoCloseable {
  public static final String LOOK = "google.firestore.v1.Firestore/BatchGetDocuments";
  public static final String WRITE = "google.firestore.v1.Firestore/Commit";
  public static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  public static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private static final Duration UNTIL_WARM = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final GrpcProxy firestore;
  private final GrpcProxy pubSub;

  Proxies(LocalStack stack) {
    this.stack = stack;
    firestore = GrpcProxy.to(stack.environment().get("FIRESTORE_EMULATOR_HOST"));
    pubSub = GrpcProxy.to(stack.environment().get("PUBSUB_EMULATOR_HOST"));
  }

  public GrpcProxy firestore() {
    return firestore;
  }

  public GrpcProxy pubSub() {
    return pubSub;
  }

  /** The stack's settings, with the proxies in place of the emulators. */
  public Map<String, String> environment() {
    var environment = stack.environment();
    environment.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    environment.put("PUBSUB_EMULATOR_HOST", pubSub.host());
    return environment;
  }

  /**
   * Starts a SegmentUser behind the proxies; when this returns it is warm, and no call recorded.
   */
  public FunctionProcess startSegmentUser() {
    forget();
    var function = stack.startFunction("dev.segue.SegmentUser", environment());
    awaitWarm();
    return function;
  }

  /**
   * Waits until a function has made the calls that warm it up, and forgets them. On a busy machine
   * it takes requests before that.
   */
  public void awaitWarm() {
    await()
        .atMost(UNTIL_WARM)
        .until(() -> firestore.calls().contains(WRITE) && !pubSub.calls().isEmpty());
    forget();
  }

  /** Injects these faults into the next calls of a method of either service, one each. */
  public void inject(String method, Fault... next) {
    firestore.inject(method, next);
    pubSub.inject(method, next);
  }

  /** Injects a fault into this many of the next calls of a method. */
  public void inject(String method, int calls, Fault fault) {
    firestore.inject(method, calls, fault);
    pubSub.inject(method, calls, fault);
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
