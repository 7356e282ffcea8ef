package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;

/** A user whom time alone moves to another segment, and when. */
public record DueUser(UserId user, Instant due) {}
