package dev.segue.local;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Keeps what happens to a call until there is a listener to tell. */
final class DelayedListener<T> extends ServerCall.Listener<T> {
  private final Queue<Consumer<ServerCall.Listener<T>>> kept = new ArrayDeque<>();
  private ServerCall.Listener<T> listener;

  synchronized void deliverTo(ServerCall.Listener<T> listener) {
    this.listener = listener;
    kept.forEach(event -> event.accept(listener));
  }

  @Override
  public void onMessage(T message) {
    pass(next -> next.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    pass(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onCancel() {
    pass(ServerCall.Listener::onCancel);
  }

  private synchronized void pass(Consumer<ServerCall.Listener<T>> event) {
    if (listener == null) {
      kept.add(event);
    } else {
      event.accept(listener);
    }
  }
}
