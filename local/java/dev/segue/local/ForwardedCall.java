package dev.segue.local;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;

/** One call through a {@link GrpcProxy}: forwards messages, back-pressure and the end both ways. */
final class ForwardedCall extends ServerCall.Listener<byte[]> {
  private final ServerCall<byte[], byte[]> client;
  private final ClientCall<byte[], byte[]> onward;
  private final String method;

  /** Forwards a call with all faults but {@link Fault.LoseAnswer} behind it. */
  ForwardedCall(
      ServerCall<byte[], byte[]> client,
      Metadata headers,
      Channel emulator,
      MethodDescriptor<byte[], byte[]> method,
      Fault fault) {
    this.client = client;
    this.method = method.getFullMethodName();
    onward = emulator.newCall(method, CallOptions.DEFAULT);
    onward.start(fault instanceof Fault.LoseAnswer lost ? new Lost(lost) : new Answers(), headers);
    onward.request(1);
    client.request(1);
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

  // The Pub/Sub emulator does not notice a cancelled stream, and would send messages to it.
  @Override
  public void onCancel() {
    if (method.endsWith("/StreamingPull")) {
      onward.halfClose();
    } else {
      onward.cancel("the client cancelled", null);
    }
  }

  /** From the emulator to the client. */
  private final class Answers extends ClientCall.Listener<byte[]> {
    @Override
    public void onHeaders(Metadata answered) {
      client.sendHeaders(answered);
    }

    @Override
    public void onMessage(byte[] message) {
      client.sendMessage(message);
      onward.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      client.close(status, trailers);
    }
  }

  /** Drops the answer; the client gets another status. */
  private final class Lost extends ClientCall.Listener<byte[]> {
    private final Fault.LoseAnswer fault;

    Lost(Fault.LoseAnswer fault) {
      this.fault = fault;
    }

    @Override
    public void onMessage(byte[] message) {
      onward.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      client.close(status.isOk() ? fault.status() : status, new Metadata());
    }
  }
}
