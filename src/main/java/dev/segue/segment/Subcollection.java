package dev.segue.segment;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * Documents below each user's document that conditions read as a list of maps. Each map also has
 * the document's id, as {@value #DOCUMENT_ID}.
 *
 * @param name of the list in conditions
 * @param id of the collection below the user's document
 * @param fields what conditions read of each document, none of them part of another; empty if they
 *     only count documents, or read ids
 */
public record Subcollection(String name, String id, SortedSet<UserField> fields) {
  public static final String DOCUMENT_ID = "document_id";

  /** The most documents of a user that conditions read. */
  public static final int MOST = 100;

  private static final String USER = "/{user}/";
  private static final Pattern BELOW_USER =
      Pattern.compile("([^/]*)/\\{(?!user\\})[A-Za-z_][A-Za-z0-9_]*\\}");

  /**
   * Returns the id of the collection of these documents.
   *
   * @param documents their path, such as {@code users/{user}/subscriptions/{subscription}}
   * @throws IllegalArgumentException naming the path and the fault
   */
  public static String id(CollectionPath users, String documents) {
    var prefix = users.path() + USER;
    if (!documents.startsWith(prefix)) {
      throw CollectionPath.fault(documents, "must begin with %s, below users".formatted(prefix));
    }
    var below = BELOW_USER.matcher(documents.substring(prefix.length()));
    if (!below.matches()) {
      throw CollectionPath.fault(
          documents,
          "must continue with a collection and a placeholder after {user}, as in"
              + " %ssubscriptions/{subscription}".formatted(prefix));
    }
    CollectionPath.requireId(documents, below.group(1));
    return below.group(1);
  }

  /** Returns the fields of a document with its id, as {@link UserField#pick} does. */
  public static Map<String, Object> pick(Map<String, ?> document, Set<UserField> fields) {
    var picked = UserField.pick(document, fields);
    picked.put(DOCUMENT_ID, document.get(DOCUMENT_ID));
    return picked;
  }
}
