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

/** A gRPC server whose methods take one message and return any number. */
final class InProcessServer implements AutoCloseable {
  interface Method {
    List<? extends MessageLite> answer(byte[] request) throws InvalidProtocolBufferException;
  }

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Map<String, Method> methods;

  /** Null if calls need none. */
  private final String authorization;

  private final Server server;

  private InProcessServer(Map<String, Method> methods, String authorization) throws IOException {
    this.methods = methods;
    this.authorization = authorization;
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .fallbackHandlerRegistry(new Registry())
            .build()
            .start();
  }

  /** Serves methods by their full names, such as `google.firestore.v1.Firestore/Commit`. */
  static InProcessServer start(Map<String, Method> methods) throws IOException {
    return new InProcessServer(methods, null);
  }

  /** The same for calls with this token only. */
  static InProcessServer startWithToken(String token, Map<String, Method> methods)
      throws IOException {
    return new InProcessServer(methods, "Bearer " + token);
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
          descriptor, (call, headers) -> start(call, headers, method));
    }
  }

  private ServerCall.Listener<byte[]> start(
      ServerCall<byte[], byte[]> call, Metadata headers, Method method) {
    if (authorization != null && !authorization.equals(headers.get(AUTHORIZATION))) {
      call.close(Status.UNAUTHENTICATED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(byte[] request) {
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
    };
  }
}
