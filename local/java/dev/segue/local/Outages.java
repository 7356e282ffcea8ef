package dev.segue.local;

import io.grpc.Status;

/** Takes services away from the functions, and gives them back; for all others they stay. */
public final class Outages implements AutoCloseable {
  private static final Fault AWAY =
      new Fault.Refuse(Status.UNAVAILABLE.withDescription("taken away"));

  private final GrpcProxy firestore;
  private final GrpcProxy pubsub;

  public Outages(Emulators emulators) {
    firestore = GrpcProxy.to(emulators.firestoreHost());
    pubsub = GrpcProxy.to(emulators.pubsubHost());
  }

  /** Where functions find the services as long as those are there. */
  public Hosts hosts() {
    return new Hosts(firestore.host(), pubsub.host());
  }

  public void takeFirestore(boolean away) {
    firestore.injectAlways(away ? AWAY : new Fault.None());
  }

  public void takePubSub(boolean away) {
    pubsub.injectAlways(away ? AWAY : new Fault.None());
  }

  /** The next publication arrives, but the function does not hear of it. */
  public void loseNextAnswer() {
    pubsub.inject(Proxies.PUBLISH, new Fault.LoseAnswer(Status.UNAVAILABLE));
  }

  @Override
  public void close() {
    firestore.close();
    pubsub.close();
  }
}
