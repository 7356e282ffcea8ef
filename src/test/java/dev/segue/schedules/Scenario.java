package dev.segue.schedules;

import dev.segue.segment.SubscriptionStatus;
import java.util.List;
import java.util.Optional;

/**
 * What is explored.
 *
 * @param writes of the user, in their order; empty deletes the document
 * @param processes how many deliveries there may be at once
 * @param faults how often at most a step fails or loses its answer, a process dies, or an
 *     acknowledgement is lost
 */
record Scenario(
    UseCase.Wiring useCase,
    World beginning,
    List<Optional<SubscriptionStatus>> writes,
    int processes,
    int faults) {}
