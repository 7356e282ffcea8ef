package dev.segue.sweep;

/** What came of a sweep: of the changes left unpublished, and of the users who were due. */
public record SweptBoth(Swept unpublished, SweptDue due) {}
