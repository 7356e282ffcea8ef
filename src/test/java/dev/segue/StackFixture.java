package dev.segue;

import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.local.Users;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stack of a test class. */
@ExtendWith(LocalStackExtension.class)
public abstract class StackFixture {
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

  protected final String id = newUser();
  protected final LocalStack stack;
  protected final Users users;
  protected final Proxies proxies;

  protected StackFixture(LocalStack stack) {
    this.stack = stack;
    users = stack.users();
    proxies = stack.proxies();
  }

  protected static String newUser() {
    return "user-" + UUID.randomUUID();
  }

  final CloudEvent created(String user, String status) {
    return Events.written(Events.created(users.name(user), status));
  }

  /** Returns the status of a function's answer to an event. */
  static int deliver(FunctionProcess function, CloudEvent event) throws IOException {
    return EventRequest.post(function.url(), event);
  }

  protected final Received received(String user) {
    return Received.of(stack, user);
  }
}
