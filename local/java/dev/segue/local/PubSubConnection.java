package dev.segue.local;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;

/** What Pub/Sub's clients need to talk to an emulator. */
public final class PubSubConnection implements AutoCloseable {
  private final ManagedChannel channel;

  /** Connects to the emulator at `host:port`. */
  public PubSubConnection(String host) {
    channel = Grpc.newChannelBuilder(host, InsecureChannelCredentials.create()).build();
  }

  public TransportChannelProvider transport() {
    return FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
  }

  public CredentialsProvider credentials() {
    return NoCredentialsProvider.create();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
