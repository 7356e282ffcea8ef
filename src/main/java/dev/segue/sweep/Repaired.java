package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.util.Map;

/**
 * What came of a repair, counted in users.
 *
 * @param failed those who have to be repaired again, with the reason, which holds no user's id
 */
public record Repaired(int changed, int unchanged, Map<UserId, String> failed) {}
