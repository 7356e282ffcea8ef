package dev.segue.cli.compare;

/** A document that cannot be read, by its id or its path, and why. */
public record UnreadableDocument(String document, String fault)
    implements Comparable<UnreadableDocument> {
  @Override
  public int compareTo(UnreadableDocument other) {
    return IdOrder.INSTANCE.compare(document, other.document);
  }
}
