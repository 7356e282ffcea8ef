package dev.segue.local;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call through the proxy: messages, back-pressure and the end pass in both directions. */
final class ForwardedCall {
  private final ServerCall<byte[], byte[]> client;
  private final Metadata headers;
  private final Channel emulator;
  private final MethodDescriptor<byte[], byte[]> method;
  private final Fault fault;

  ForwardedCall(
      ServerCall<byte[], byte[]> client,
      Metadata headers,
      Channel emulator,
      MethodDescriptor<byte[], byte[]> method,
      Fault fault) {
    this.client = client;
    this.headers = headers;
    this.emulator = emulator;
    this.method = method;
    this.fault = fault;
  }

  ServerCall.Listener<byte[]> start() {
    return switch (fault) {
      case Fault.None none -> forward();
      case Fault.LoseAnswer lost -> forward();
      case Fault.Hang hang -> new ServerCall.Listener<>() {};
      case Fault.Refuse refuse -> {
        client.close(refuse.status(), new Metadata());
        yield new ServerCall.Listener<>() {};
      }
      case Fault.Delay delay -> {
        var delayed = new DelayedListener<byte[]>();
        var context = Context.current();
        CompletableFuture.delayedExecutor(delay.duration().toMillis(), TimeUnit.MILLISECONDS)
            .execute(() -> context.run(() -> delayed.deliverTo(forward())));
        yield delayed;
      }
    };
  }

  private ServerCall.Listener<byte[]> forward() {
    var onward = emulator.newCall(method, CallOptions.DEFAULT);
    onward.start(new Answers(onward), headers);
    onward.request(1);
    client.request(1);
    return new Questions(onward);
  }

  /** From the client to the emulator. */
  private final class Questions extends ServerCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> onward;

    Questions(ClientCall<byte[], byte[]> onward) {
      this.onward = onward;
    }

    @Override
    public void onMessage(byte[] message) {
      onward.sendMessage(message);
      client.request(1);
    }

    @Override
    public void onHalfClose() {
      onward.halfClose();
    }

    // Of a stream that was broken off the Pub/Sub emulator would not hear, and hand messages to it.
    @Override
    public void onCancel() {
      if (method.getFullMethodName().endsWith("/StreamingPull")) {
        onward.halfClose();
      } else {
        onward.cancel("the client cancelled", null);
      }
    }
  }

  /** From the emulator to the client. */
  private final class Answers extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> onward;

    Answers(ClientCall<byte[], byte[]> onward) {
      this.onward = onward;
    }

    @Override
    public void onHeaders(Metadata answered) {
      if (!isLost()) {
        client.sendHeaders(answered);
      }
    }

    @Override
    public void onMessage(byte[] message) {
      if (!isLost()) {
        client.sendMessage(message);
      }
      onward.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (fault instanceof Fault.LoseAnswer lost && status.isOk()) {
        client.close(lost.status(), new Metadata());
      } else {
        client.close(status, trailers);
      }
    }

    private boolean isLost() {
      return fault instanceof Fault.LoseAnswer;
    }
  }
}
