package dev.segue.backfill.compare;

import java.io.Serializable;

/** A document that cannot be read, by its id, and what is wrong with it. */
public record Fault(String id, String fault) implements Comparable<Fault>, Serializable {
  @Override
  public int compareTo(Fault other) {
    return IdOrder.INSTANCE.compare(id, other.id);
  }
}
