package dev.segue.sweep;

import java.time.Duration;

/**
 * What came of a sweep, counted in users.
 *
 * @param drained users whose pending changes were all published
 * @param failed users whose changes could not all be published
 * @param left users who still have a pending change: the failed ones, those whose changes are too
 *     young to be tried, and those for whom the time did not suffice
 * @param skipped documents whose id no user can have
 * @param oldestPending the age of the oldest change of those left; zero where there is none, or
 *     none that can be read
 * @param complete whether the time sufficed to find all users; if not, more may be left
 */
public record Swept(
    int drained, int failed, int left, int skipped, Duration oldestPending, boolean complete) {}
