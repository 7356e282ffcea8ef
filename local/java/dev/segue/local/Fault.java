package dev.segue.local;

import io.grpc.Status;
import java.time.Duration;

/** What a {@link GrpcProxy} does to a call. */
public sealed interface Fault {
  /** The call passes. */
  record None() implements Fault {}

  /** The emulator does not receive the call; the client gets this status. */
  record Refuse(Status status) implements Fault {}

  /** The emulator serves the call, but the client gets this status instead of the answer. */
  record LoseAnswer(Status status) implements Fault {}

  /** The emulator does not receive the call, and the client gets no answer. */
  record Hang() implements Fault {}

  /** The call passes after this time. */
  record Delay(Duration duration) implements Fault {}
}
