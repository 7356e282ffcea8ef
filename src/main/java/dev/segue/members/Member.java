package dev.segue.members;

import dev.segue.segment.UserId;
import java.util.Optional;

/**
 * A user in a segment.
 *
 * @param latestChange empty if the user's segment document is malformed
 */
public record Member(UserId user, Optional<LatestChange> latestChange) {}
