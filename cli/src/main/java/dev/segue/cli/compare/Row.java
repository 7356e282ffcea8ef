package dev.segue.cli.compare;

/** A document of one of the two collections. */
public sealed interface Row permits UserRow, SegmentRow {
  String id();
}
