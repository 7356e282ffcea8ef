package dev.segue.local;

import com.google.common.util.concurrent.Uninterruptibles;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A proxy between clients and an emulator that records calls and injects faults.
 *
 * <p>Methods have their full name, such as `google.firestore.v1.Firestore/Commit`.
 */
public final class GrpcProxy implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 64 << 20;

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private volatile Fault otherwise = new Fault.None();
  private final ManagedChannel emulator;
  private final Server server;

  private GrpcProxy(String emulatorHost) {
    emulator =
        Grpc.newChannelBuilder(emulatorHost, InsecureChannelCredentials.create())
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .build();
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .fallbackHandlerRegistry(new EveryMethod())
            .build();
  }

  /** Forwards to an emulator at `host:port`. */
  public static GrpcProxy to(String emulatorHost) {
    var proxy = new GrpcProxy(emulatorHost);
    try {
      proxy.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for calls to %s".formatted(emulatorHost), e);
    }
    return proxy;
  }

  /** The address for clients: the value for an emulator's host setting. */
  public String host() {
    return "127.0.0.1:" + server.getPort();
  }

  /** The full method name of every call since the start or the last {@link #forget}, in order. */
  public List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Clears the list of calls. */
  public void forget() {
    calls.clear();
  }

  /** Injects these faults into the next calls of a method, one each, after earlier ones. */
  public void inject(String method, Fault... next) {
    var queue = faults.computeIfAbsent(method, name -> new ArrayDeque<>());
    synchronized (queue) {
      queue.addAll(List.of(next));
    }
  }

  /** Injects a fault into this many of the next calls of a method, after earlier ones. */
  public void inject(String method, int calls, Fault fault) {
    inject(method, Collections.nCopies(calls, fault).toArray(Fault[]::new));
  }

  /** Injects a fault into every call for which {@link #inject} left none. */
  public void injectAlways(Fault fault) {
    otherwise = fault;
  }

  /** Removes all faults. */
  public void heal() {
    faults.clear();
    otherwise = new Fault.None();
  }

  @Override
  public void close() {
    server.shutdownNow();
    emulator.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
      emulator.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fault faultFor(String method) {
    var queue = faults.getOrDefault(method, new ArrayDeque<>());
    synchronized (queue) {
      return queue.isEmpty() ? otherwise : queue.remove();
    }
  }

  /** Messages pass as bytes, whatever the method; every method is treated as bidirectional. */
  private final class EveryMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
      var method =
          MethodDescriptor.newBuilder(new BytesMarshaller(), new BytesMarshaller())
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.UNKNOWN)
              .build();
      return ServerMethodDefinition.create(
          method,
          (call, headers) -> {
            calls.add(name);
            return start(call, headers, method, faultFor(name));
          });
    }
  }

  private ServerCall.Listener<byte[]> start(
      ServerCall<byte[], byte[]> call,
      Metadata headers,
      MethodDescriptor<byte[], byte[]> method,
      Fault fault) {
    switch (fault) {
      case Fault.Hang hang -> {
        return new ServerCall.Listener<>() {};
      }
      case Fault.Refuse refuse -> {
        call.close(refuse.status(), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      // Blocks this call alone: gRPC runs each call in a thread of a cached pool.
      case Fault.Delay delay -> Uninterruptibles.sleepUninterruptibly(delay.duration());
      case Fault.None none -> {}
      case Fault.LoseAnswer lost -> {}
    }
    var onward =
        ClientInterceptors.intercept(emulator, MetadataUtils.newAttachHeadersInterceptor(headers))
            .newCall(method, CallOptions.DEFAULT);
    return ServerCalls.asyncBidiStreamingCall(
            (StreamObserver<byte[]> client) ->
                ClientCalls.asyncBidiStreamingCall(
                    onward,
                    fault instanceof Fault.LoseAnswer lost
                        ? new LostAnswer(client, lost.status())
                        : client))
        .startCall(call, headers);
  }

  /** Drops what the emulator answers; if the call succeeds, the client gets another status. */
  private record LostAnswer(StreamObserver<byte[]> client, Status instead)
      implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {}

    @Override
    public void onError(Throwable failure) {
      client.onError(failure);
    }

    @Override
    public void onCompleted() {
      client.onError(instead.asRuntimeException());
    }
  }
}
