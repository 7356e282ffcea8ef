package dev.segue.firestore;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Comparator.naturalOrder;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.GeoPoint;
import com.google.cloud.firestore.VectorValue;
import com.google.common.primitives.Doubles;
import dev.segue.segment.Fingerprint;
import dev.segue.segment.Rules;
import dev.segue.segment.Subcollection;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a {@link User} from a user's documents. */
public final class UserDocument {
  private UserDocument() {}

  /** Returns the fields that {@code rules} use of a user document that exists, and of no other. */
  public static User user(DocumentSnapshot document, Rules rules) {
    return user(document, Map.of(), rules);
  }

  /**
   * Returns the fields that {@code rules} use.
   *
   * @param document the user document, which exists
   * @param below the documents of each {@link Subcollection}, by its name, in the order of their
   *     ids
   */
  public static User user(
      DocumentSnapshot document, Map<String, List<DocumentSnapshot>> below, Rules rules) {
    var documents = new HashMap<String, List<Map<String, Object>>>();
    for (var subcollection : rules.documents()) {
      documents.put(
          subcollection.name(),
          below.getOrDefault(subcollection.name(), List.of()).stream()
              .map(it -> subdocument(it, subcollection))
              .toList());
    }
    return new User(
        document.getId(),
        status(document.get(path(rules.statusField()))),
        rules.conditionFields().isEmpty()
            ? Map.of()
            : UserField.pick(map(document.getData()), rules.conditionFields()),
        documents,
        Stream.concat(Stream.of(document), below.values().stream().flatMap(List::stream))
            .map(it -> Times.instant(it.getUpdateTime()).truncatedTo(MICROS))
            .max(naturalOrder())
            .orElseThrow());
  }

  private static Map<String, Object> subdocument(
      DocumentSnapshot document, Subcollection subcollection) {
    var values = map(document.getData());
    values.put(Subcollection.DOCUMENT_ID, document.getId());
    return Subcollection.pick(values, subcollection.fields());
  }

  /** Returns which of a user's documents exist, and in which versions. */
  static String fingerprint(Stream<DocumentSnapshot> documents) {
    var versions = new TreeMap<String, Instant>();
    documents
        .filter(DocumentSnapshot::exists)
        .forEach(
            it -> versions.put(it.getReference().getPath(), Times.instant(it.getUpdateTime())));
    return Fingerprint.of(versions);
  }

  /** Masks the fields that {@code rules} use, and further fields of documents read with it. */
  static FieldMask mask(Rules rules, Collection<String> others) {
    var fields = Stream.concat(rules.fields().stream(), others.stream().map(UserField::of));
    return FieldMask.of(
        UserField.outermost(fields.toList()).stream()
            .map(UserDocument::path)
            .toArray(FieldPath[]::new));
  }

  /** Masks the fields that {@code rules} use. */
  static FieldMask mask(Rules rules) {
    return mask(rules, List.of());
  }

  /**
   * Returns what a query selects: at least the id, as selecting nothing returns whole documents.
   */
  public static FieldPath[] selection(Collection<UserField> fields) {
    return Stream.concat(Stream.of(FieldPath.documentId()), fields.stream().map(UserDocument::path))
        .toArray(FieldPath[]::new);
  }

  /** Returns the field's path in Firestore. */
  public static FieldPath path(UserField field) {
    return FieldPath.of(field.names().toArray(String[]::new));
  }

  private static SubscriptionStatus status(Object value) {
    if (value == null) {
      return new SubscriptionStatus.Absent();
    }
    return value instanceof String text
        ? new SubscriptionStatus.Text(text)
        : new SubscriptionStatus.NotText(TypeName.of(value));
  }

  /** Returns the value in the types of conditions. */
  private static Object value(Object value) {
    return switch (value) {
      case Timestamp time -> Times.instant(time);
      case Blob bytes -> bytes.toBytes();
      case DocumentReference reference -> reference.getPath();
      // Not a map: its parts cannot be named in a field mask.
      case GeoPoint point -> List.of(point.getLatitude(), point.getLongitude());
      case VectorValue vector -> Doubles.asList(vector.toArray());
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case null -> null;
      default -> value;
    };
  }

  private static List<Object> list(List<?> values) {
    var list = new ArrayList<Object>(values.size());
    values.forEach(value -> list.add(value(value)));
    return list;
  }

  private static Map<String, Object> map(Map<?, ?> values) {
    var map = new HashMap<String, Object>();
    values.forEach((key, value) -> map.put((String) key, value(value)));
    return map;
  }
}
