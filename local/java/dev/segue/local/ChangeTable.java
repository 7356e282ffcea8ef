package dev.segue.local;

/**
 * Prints changes in columns of fixed width; a longer text ends in an ellipsis.
 *
 * @param user the width of the column of users
 */
record ChangeTable(Screen screen, int user) {
  private static final int SEGMENTS = 24;
  private static final int CAUSE = 8;

  void heading(String after, String does) {
    screen.heading(
        row(cell("USER", user), cell("SEGMENT", SEGMENTS), "REVISION", "CAUSE", after, does));
  }

  void show(ReceivedChange change, String after, String does) {
    screen.line(
        row(
            cell(change.user(), user),
            screen.highlighted(cell(change.from() + " → " + change.to(), SEGMENTS)),
            Long.toString(change.revision()),
            change.cause(),
            after,
            does));
  }

  private static String row(
      String user, String segments, String revision, String cause, String after, String does) {
    return "%s %s %8s  %s %9s   %s"
        .formatted(user, segments, revision, cell(cause, CAUSE), after, does)
        .stripTrailing();
  }

  /** Returns a text in this many characters, without control characters. */
  private static String cell(String text, int width) {
    var visible = text.replaceAll("\\p{Cntrl}", "�").codePoints().toArray();
    if (visible.length > width) {
      return new String(visible, 0, width - 1) + "…";
    }
    return new String(visible, 0, visible.length) + " ".repeat(width - visible.length);
  }
}
