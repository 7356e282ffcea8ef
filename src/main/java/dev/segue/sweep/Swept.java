package dev.segue.sweep;

import java.time.Duration;

/**
 * What came of a sweep, counted in users.
 *
 * @param drained of whom nothing is left pending of what was found
 * @param failed of whom something is, although they were tried
 * @param left of whom something is: those that failed, those too young to be tried, and those that
 *     the time did not suffice for
 * @param oldestPending the age of the oldest change that is left; zero where none is, or none that
 *     can be read
 * @param complete whether the time sufficed to look at all users; if not, there may be more left
 */
public record Swept(int drained, int failed, int left, Duration oldestPending, boolean complete) {}
