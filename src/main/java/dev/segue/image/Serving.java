package dev.segue.image;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.invoker.runner.Invoker;
import dev.segue.pubsub.PubsubEnvelope;
import io.cloudevents.http.HttpMessageFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Creates a function while the invoker starts its server, which saves 0.03 s of CPU of a start.
 *
 * <p>The invoker itself creates functions only after the server, by class name, in the thread that
 * calls it. So it gets the name of a class in here, which delegates to the function that another
 * thread has begun to create.
 */
final class Serving {
  private static final ThreadLocal<CompletableFuture<?>> FUNCTION = new ThreadLocal<>();

  private final String name;
  private final Supplier<?> function;
  private final Class<? extends HttpFunction> target;

  private Serving(String name, Supplier<?> function, Class<? extends HttpFunction> target) {
    this.name = name;
    this.function = function;
    this.target = target;
  }

  static Serving events(String name, Supplier<CloudEventsFunction> function) {
    return new Serving(name, function, Events.class);
  }

  static Serving requests(String name, Supplier<HttpFunction> function) {
    return new Serving(name, function, Requests.class);
  }

  String name() {
    return name;
  }

  /** Serves on {@code port} once the function is created; returns when the server has ended. */
  void run(int port) throws Exception {
    FUNCTION.set(
        CompletableFuture.supplyAsync(
            function, task -> Thread.ofPlatform().name("create " + name).start(task)));
    new Invoker(port, target.getName(), "http", Serving.class.getClassLoader()).startServer();
  }

  /**
   * Public for the invoker. Reads the events itself, because the invoker answers 500 to Pub/Sub's
   * envelope, and parses headers that contain commas, semicolons or equals signs.
   */
  public static final class Events implements HttpFunction {
    private final CloudEventsFunction function = (CloudEventsFunction) FUNCTION.get().join();

    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      var body = request.getInputStream().readAllBytes();
      function.accept(
          isEnvelope(request)
              ? PubsubEnvelope.read(body)
              : HttpMessageFactory.createReaderFromMultimap(request.getHeaders(), body).toEvent());
    }

    private static boolean isEnvelope(HttpRequest request) {
      return request.getFirstHeader("ce-specversion").isEmpty()
          && request.getContentType().orElse("").startsWith("application/json");
    }
  }

  /** Public for the invoker. */
  public static final class Requests implements HttpFunction {
    private final HttpFunction function = (HttpFunction) FUNCTION.get().join();

    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      function.service(request, response);
    }
  }
}
