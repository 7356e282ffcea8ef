package dev.segue.members;

import dev.segue.segment.UserId;
import java.util.Optional;

/**
 * A user in a segment.
 *
 * @param latestChange empty where the user's segment document names the segment, but is otherwise
 *     not as Segue writes it
 */
public record Member(UserId user, Optional<LatestChange> latestChange) {}
