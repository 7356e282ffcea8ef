package dev.segue.segment;

/**
 * What the rules make of a user document.
 *
 * @param unknownStatus whether there was a status, and no rule lists it
 */
public record Assignment(Segment segment, Reason reason, boolean unknownStatus) {}
