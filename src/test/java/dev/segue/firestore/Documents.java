package dev.segue.firestore;

import com.google.api.core.ApiFuture;
import dev.segue.google.Rpcs;
import java.time.Duration;

/** Reads and writes of tests. */
public final class Documents {
  private Documents() {}

  /** Waits for the emulator. */
  public static <T> T await(ApiFuture<T> answer) {
    return Rpcs.await(answer, Duration.ofSeconds(30), "Firestore emulator");
  }
}
