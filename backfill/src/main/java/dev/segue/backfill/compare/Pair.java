package dev.segue.backfill.compare;

import java.util.Optional;

/** The documents that have one id in common; at least one of them is there. */
public record Pair(String id, Optional<UserRow> user, Optional<SegmentRow> segment) {}
