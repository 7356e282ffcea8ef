package dev.segue.cli.compare;

import com.google.common.base.Strings;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The order in which Firestore returns the documents of a collection: first the numeric ids of a
 * former Datastore database, by number, then all others by their UTF-8 bytes.
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

  /** The order of code points is that of UTF-8 bytes, unlike that of {@link String#compareTo}. */
  private static int compareCodePoints(String one, String other) {
    int common = Strings.commonPrefix(one, other).length();
    return common == one.length() || common == other.length()
        ? Integer.compare(one.length(), other.length())
        : Integer.compare(one.codePointAt(common), other.codePointAt(common));
  }
}
