package dev.segue.cli.scan;

import java.util.List;

/** Cuts a collection into parts of about the same size. */
@FunctionalInterface
interface Cuts {
  /** Returns about {@code parts - 1} ids to cut before; fewer where there are too few documents. */
  List<String> cuts(String collection, int parts);
}
