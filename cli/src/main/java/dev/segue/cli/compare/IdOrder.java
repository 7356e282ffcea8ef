package dev.segue.cli.compare;

import com.google.common.base.Strings;
import com.google.common.primitives.Longs;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The order in which Firestore returns the documents of a collection: first the numeric ids of a
 * former Datastore database, by number, then all others by their UTF-8 bytes.
 */
public final class IdOrder implements Comparator<String> {
  public static final IdOrder INSTANCE = new IdOrder();

  private static final Pattern NUMERIC = Pattern.compile("__id(-?\\d+)__");

  private IdOrder() {}

  @Override
  public int compare(String one, String other) {
    var number = number(one);
    var otherNumber = number(other);
    if (number != null || otherNumber != null) {
      return number == null ? 1 : otherNumber == null ? -1 : number.compareTo(otherNumber);
    }
    return compareCodePoints(one, other);
  }

  /** Returns null if an id is not numeric. */
  private static Long number(String id) {
    var numeric = NUMERIC.matcher(id);
    return numeric.matches() ? Longs.tryParse(numeric.group(1)) : null;
  }

  /** The order of code points is that of UTF-8 bytes, unlike that of {@link String#compareTo}. */
  private static int compareCodePoints(String one, String other) {
    int common = Strings.commonPrefix(one, other).length();
    return common == one.length() || common == other.length()
        ? Integer.compare(one.length(), other.length())
        : Integer.compare(one.codePointAt(common), other.codePointAt(common));
  }
}
