package dev.segue.schedules;

import java.util.List;

/**
 * What is explored.
 *
 * @param happenings in their order
 * @param processes the most concurrent deliveries
 * @param faults the most faults: a step fails or loses its answer, a process dies, or an
 *     acknowledgement is lost
 */
record Scenario(
    UseCase.Wiring useCase,
    World beginning,
    List<Happening> happenings,
    int processes,
    int faults) {}
