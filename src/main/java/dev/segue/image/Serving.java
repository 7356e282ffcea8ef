package dev.segue.image;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.invoker.runner.Invoker;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A function on Google's invoker, made while the invoker sets up its server.
 *
 * <p>The invoker makes functions itself, from the names of classes, after the server and in the
 * thread that calls it. So it gets the name of a class here, which hands over to a function that
 * another thread began to make before.
 */
final class Serving {
  private static final ThreadLocal<CompletableFuture<?>> FUNCTION = new ThreadLocal<>();

  private final String name;
  private final Supplier<?> function;
  private final Class<?> target;
  private final String signature;

  private Serving(String name, Supplier<?> function, Class<?> target, String signature) {
    this.name = name;
    this.function = function;
    this.target = target;
    this.signature = signature;
  }

  static Serving events(String name, Supplier<CloudEventsFunction> function) {
    return new Serving(name, function, Events.class, "cloudevent");
  }

  static Serving requests(String name, Supplier<HttpFunction> function) {
    return new Serving(name, function, Requests.class, "http");
  }

  String name() {
    return name;
  }

  /** Serves on {@code port} once the function is made; returns when the server has ended. */
  void run(int port) throws Exception {
    FUNCTION.set(
        CompletableFuture.supplyAsync(
            function, task -> Thread.ofPlatform().name("make " + name).start(task)));
    new Invoker(port, target.getName(), signature, Serving.class.getClassLoader()).startServer();
  }

  /** Public for the invoker. */
  public static final class Events implements CloudEventsFunction {
    private final CloudEventsFunction function = (CloudEventsFunction) FUNCTION.get().join();

    @Override
    public void accept(CloudEvent event) throws Exception {
      function.accept(event);
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
