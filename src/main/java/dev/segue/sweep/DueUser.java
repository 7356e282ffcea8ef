package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;

/** A user, and when time alone moves the user to another segment. */
public record DueUser(UserId user, Instant due) {}
