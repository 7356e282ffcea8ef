package dev.segue.cli.compare;

import java.io.Serializable;

/** A document that cannot be read, by its id, and what is wrong with it. */
public record UnreadableDocument(String id, String fault)
    implements Comparable<UnreadableDocument>, Serializable {
  @Override
  public int compareTo(UnreadableDocument other) {
    return IdOrder.INSTANCE.compare(id, other.id);
  }
}
