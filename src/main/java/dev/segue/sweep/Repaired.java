package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.util.Map;

/**
 * What came of a repair.
 *
 * @param changed users whose segment was changed
 * @param unchanged users whose segment was right
 * @param failed users who have to be repaired again, each with a reason that holds no user's id
 */
public record Repaired(int changed, int unchanged, Map<UserId, String> failed) {}
