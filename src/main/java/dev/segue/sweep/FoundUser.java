package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;

/** A user with something left to do, and since when. */
public record FoundUser(UserId user, Instant since) {}
