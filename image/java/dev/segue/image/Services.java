package dev.segue.image;

import com.google.common.collect.Maps;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.segue.local.BytesMarshaller;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Firestore and Pub/Sub for functions in other JVMs: as in production, by Google's names, over TLS,
 * with a token of the metadata server; or, without rights to port 443, like emulators.
 */
final class Services implements AutoCloseable {
  private static final Set<String> NAMES =
      Set.of("firestore.googleapis.com", "pubsub.googleapis.com");
  private static final String TOKEN = "a-token-of-the-metadata-server";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** Takes one message, and returns any number. */
  interface Method {
    List<? extends MessageLite> answer(byte[] request) throws InvalidProtocolBufferException;
  }

  private final Map<String, Method> methods;
  private final Server server;

  /** Null if the services are like emulators. */
  private final SecureFront front;

  private Services(Map<String, Method> methods, boolean isSecure) throws IOException {
    this.methods = methods;
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .fallbackHandlerRegistry(new Registry())
            .build()
            .start();
    try {
      front = isSecure ? SecureFront.open(Maps.toMap(NAMES, name -> host()), TOKEN) : null;
    } catch (IOException | RuntimeException e) {
      server.shutdownNow();
      throw e;
    }
  }

  /**
   * Serves methods by their full names, such as `google.firestore.v1.Firestore/Commit`, over TLS if
   * this user may listen on port 443.
   */
  static Services open(Map<String, Method> methods) throws IOException {
    try {
      return secure(methods);
    } catch (BindException e) {
      System.out.println("Without TLS: this user may not listen on port 443: " + e.getMessage());
      return new Services(methods, false);
    }
  }

  /**
   * The same over TLS only.
   *
   * @throws BindException if this user may not listen on port 443
   */
  static Services secure(Map<String, Method> methods) throws IOException {
    return new Services(methods, true);
  }

  /** Makes the metadata server issue another token, which the services refuse. */
  void issue(String token) {
    front.issue(token);
  }

  /** The options by which a JVM finds the services. */
  List<String> options() {
    return front == null ? List.of() : front.options();
  }

  /** The environment by which a function finds the services. */
  Map<String, String> environment() {
    return front == null
        ? Map.of("FIRESTORE_EMULATOR_HOST", host(), "PUBSUB_EMULATOR_HOST", host())
        : front.environment();
  }

  @Override
  public void close() {
    if (front != null) {
      front.close();
    }
    server.shutdownNow();
  }

  private String host() {
    return "127.0.0.1:" + server.getPort();
  }

  private final class Registry extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
      var method = methods.get(name);
      if (method == null) {
        return null;
      }
      var descriptor =
          MethodDescriptor.newBuilder(new BytesMarshaller(), new BytesMarshaller())
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
              .build();
      var handler = ServerCalls.asyncServerStreamingCall(serving(method));
      return ServerMethodDefinition.create(
          descriptor,
          (call, headers) -> {
            if (front == null || ("Bearer " + TOKEN).equals(headers.get(AUTHORIZATION))) {
              return handler.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED, new Metadata());
            return new ServerCall.Listener<>() {};
          });
    }
  }

  private static ServerCalls.ServerStreamingMethod<byte[], byte[]> serving(Method method) {
    return (request, client) -> {
      try {
        method.answer(request).forEach(answer -> client.onNext(answer.toByteArray()));
        client.onCompleted();
      } catch (StatusRuntimeException e) {
        client.onError(e);
      } catch (InvalidProtocolBufferException e) {
        client.onError(Status.INVALID_ARGUMENT.withCause(e).asRuntimeException());
      }
    };
  }
}
