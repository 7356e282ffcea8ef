package dev.segue.cli.compare;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The order in which Firestore answers documents of one collection: first the numeric ids of a
 * database that once was Datastore's, by number, then all others by their UTF-8 bytes. That is the
 * order of code points, and not that of {@link String#compareTo}, which puts surrogates before the
 * last letters of the first plane.
 */
public final class IdOrder implements Comparator<String> {
  public static final IdOrder INSTANCE = new IdOrder();

  private static final Pattern NUMERIC = Pattern.compile("__id(-?\\d{1,19})__");

  private IdOrder() {}

  @Override
  public int compare(String one, String other) {
    if (one.startsWith("__id") || other.startsWith("__id")) {
      var number = NUMERIC.matcher(one);
      var otherNumber = NUMERIC.matcher(other);
      if (number.matches()) {
        return otherNumber.matches()
            ? Long.compare(Long.parseLong(number.group(1)), Long.parseLong(otherNumber.group(1)))
            : -1;
      }
      if (otherNumber.matches()) {
        return 1;
      }
    }
    return compareCodePoints(one, other);
  }

  private static int compareCodePoints(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      char c = one.charAt(i);
      char d = other.charAt(i);
      if (c != d) {
        boolean bothOrNeither = Character.isSurrogate(c) == Character.isSurrogate(d);
        return bothOrNeither ? Character.compare(c, d) : Character.isSurrogate(c) ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
