package dev.segue.local;

import io.grpc.Status;
import java.time.Duration;

/** What a {@link GrpcProxy} does to a call. */
public sealed interface Fault {
  /** Nothing: the call passes. */
  record None() implements Fault {}

  /** The emulator never hears of the call; the client gets this status. */
  record Refuse(Status status) implements Fault {}

  /** The emulator does its part, but the client gets this status in place of its answer. */
  record LoseAnswer(Status status) implements Fault {}

  /** The emulator never hears of the call, and the client gets no answer. */
  record Hang() implements Fault {}

  /** The call passes, so much later. */
  record Delay(Duration duration) implements Fault {}
}
