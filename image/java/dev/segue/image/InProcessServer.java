package dev.segue.image;

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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gRPC server whose methods take one message and return any number. */
final class InProcessServer implements AutoCloseable {
  /** What one method does. */
  interface Method {
    List<? extends MessageLite> answer(byte[] request) throws InvalidProtocolBufferException;
  }

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Map<String, Method> methods;
  private final Optional<String> token;
  private final Server server;

  /** Serves methods by their full names, such as `google.firestore.v1.Firestore/Commit`. */
  InProcessServer(Map<String, Method> methods) throws IOException {
    this(methods, Optional.empty());
  }

  private InProcessServer(Map<String, Method> methods, Optional<String> token) throws IOException {
    this.methods = methods;
    this.token = token;
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .fallbackHandlerRegistry(new Registry())
            .build()
            .start();
  }

  /** Serves only calls that carry this token. */
  static InProcessServer demanding(String token, Map<String, Method> methods) throws IOException {
    return new InProcessServer(methods, Optional.of(token));
  }

  String host() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
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
      return ServerMethodDefinition.create(
          descriptor,
          (call, headers) -> {
            if (!isAllowed(headers)) {
              call.close(Status.UNAUTHENTICATED, new Metadata());
              return new ServerCall.Listener<>() {};
            }
            call.request(1);
            return new Answering(call, method);
          });
    }
  }

  private boolean isAllowed(Metadata headers) {
    return token
        .map("Bearer "::concat)
        .map(it -> it.equals(headers.get(AUTHORIZATION)))
        .orElse(true);
  }

  private static final class Answering extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final Method method;
    private byte[] request;

    Answering(ServerCall<byte[], byte[]> call, Method method) {
      this.call = call;
      this.method = method;
    }

    @Override
    public void onMessage(byte[] message) {
      request = message;
    }

    @Override
    public void onHalfClose() {
      try {
        var answers = method.answer(request);
        call.sendHeaders(new Metadata());
        answers.forEach(answer -> call.sendMessage(answer.toByteArray()));
        call.close(Status.OK, new Metadata());
      } catch (StatusRuntimeException e) {
        call.close(e.getStatus(), new Metadata());
      } catch (InvalidProtocolBufferException e) {
        call.close(Status.INVALID_ARGUMENT.withCause(e), new Metadata());
      }
    }
  }
}
