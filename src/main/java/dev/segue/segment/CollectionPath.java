package dev.segue.segment;

import java.util.List;
import java.util.regex.Pattern;

/** The path of a collection, from the root of the database: {@code users}, {@code a/b/users}. */
public record CollectionPath(String path) {
  private static final String USER = "/{user}";
  private static final Pattern RESERVED = Pattern.compile("\\.|\\.\\.|__.*__");

  /** Firestore accepts more. Braces and asterisks would be placeholders to Eventarc. */
  private static final Pattern ID = Pattern.compile("[^/{}*\\p{Cntrl}]{1,100}");

  /** Where users are if the rules name no other collection. */
  public static final CollectionPath USERS = new CollectionPath("users");

  /**
   * @throws IllegalArgumentException naming the path and the fault
   */
  public CollectionPath {
    var ids = ids(path, path);
    if (ids.size() % 2 == 0) {
      throw fault(path, "is the path of a document, not of a collection");
    }
  }

  /**
   * Returns the collection of the users' documents.
   *
   * @param documents their path, which ends with {@code /{user}}
   * @throws IllegalArgumentException naming the path and the fault
   */
  public static CollectionPath ofUsers(String documents) {
    if (!documents.endsWith(USER)) {
      throw fault(documents, "must end with /{user}, as users/{user} does");
    }
    var collection = documents.substring(0, documents.length() - USER.length());
    if (collection.contains("{")) {
      throw fault(
          documents,
          "has a placeholder above {user}: Segue follows one collection; deploy one Segue for"
              + " each");
    }
    if (ids(documents, collection).size() % 2 == 0) {
      throw fault(
          documents,
          "is not the path of a document: collections and documents must alternate, as in"
              + " apps/prod/users/{user}");
    }
    return new CollectionPath(collection);
  }

  private static List<String> ids(String path, String collection) {
    var ids = List.of(collection.split("/", -1));
    ids.forEach(id -> requireId(path, id));
    return ids;
  }

  static void requireId(String path, String id) {
    if (id.isEmpty()) {
      throw fault(path, "has an empty part");
    }
    if (RESERVED.matcher(id).matches()) {
      throw fault(path, "contains '%s', which is reserved".formatted(Excerpt.of(id)));
    }
    if (!ID.matcher(id).matches()) {
      throw fault(path, "contains '%s', which is not an id".formatted(Excerpt.of(id)));
    }
  }

  static IllegalArgumentException fault(String path, String fault) {
    return new IllegalArgumentException("'%s' %s".formatted(Excerpt.of(path), fault));
  }

  @Override
  public String toString() {
    return path;
  }
}
