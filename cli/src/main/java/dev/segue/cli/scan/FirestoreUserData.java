package dev.segue.cli.scan;

import static java.util.stream.Collectors.toMap;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryPartition;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.ScannedSegment;
import dev.segue.cli.compare.ScannedUser;
import dev.segue.firestore.SegmentDocument;
import dev.segue.firestore.Times;
import dev.segue.firestore.UserDocument;
import dev.segue.google.Rpcs;
import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.Subcollection;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Users and segments in two collections of one Firestore database. */
public final class FirestoreUserData implements UserData {
  /** With 1 KB of memory per document, 5 MB per range for two pages of each collection. */
  private static final int PAGE = 2_500;

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String[] SEGMENT_FIELDS =
      SegmentDocument.FIELDS_TO_COMPARE.toArray(String[]::new);

  private final Firestore firestore;
  private final String users;
  private final String segments;

  public FirestoreUserData(Firestore firestore, String users, String segments) {
    this.firestore = firestore;
    this.users = users;
    this.segments = segments;
  }

  /** There may be no segments yet, or no users any more. The emulator has no partitions. */
  @Override
  public List<Range> ranges(int parts) {
    if (parts < 2 || firestore.getOptions().getEmulatorHost() != null) {
      return Range.cut(List.of());
    }
    var ids = cuts(users, partitions(users, parts));
    return Range.cut(ids.isEmpty() ? cuts(segments, partitions(segments, parts)) : ids);
  }

  /** Firestore finds them without reading a document. */
  private List<QueryPartition> partitions(String collection, int parts) {
    var id = firestore.collection(collection).getId();
    var partitions = firestore.collectionGroup(id).getPartitions(parts);
    return Rpcs.await(partitions, DEADLINE, "partitions of " + collection);
  }

  /** Drops cuts within other collections of the same id, which partitions cover, too. */
  static List<String> cuts(String collection, List<QueryPartition> partitions) {
    return partitions.stream()
        .map(QueryPartition::getStartAt)
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .filter(DocumentReference.class::isInstance)
        .map(DocumentReference.class::cast)
        .filter(document -> document.getParent().getPath().equals(collection))
        .map(DocumentReference::getId)
        .toList();
  }

  @Override
  public OptionalLong countUsers() {
    try {
      return OptionalLong.of(
          Rpcs.await(firestore.collection(users).count().get(), DEADLINE, "count of users")
              .getCount());
    } catch (UnavailableException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Instant now() {
    return Times.instant(serverTime());
  }

  @Override
  public Scan scan(Range range, BothRules rules) {
    var time = serverTime();
    var snapshot = new PointInTime(firestore, time);
    var below =
        Maps.transformEntries(
            rules.documents(), (id, fields) -> below(id, fields, range, snapshot));
    var documents = ImmutableMap.copyOf(below);
    return new Scan(
        Times.instant(time),
        Iterators.transform(
            snapshot.pages(
                in(users, range).select(UserDocument.selection(rules.fields())), PAGE, users),
            user ->
                user(
                    user,
                    ImmutableMap.copyOf(Maps.transformValues(documents, it -> it.of(user.getId()))),
                    rules)),
        Iterators.transform(
            snapshot.pages(in(segments, range).select(SEGMENT_FIELDS), PAGE, segments),
            document -> segment(document, rules.next())));
  }

  private DocumentsOfUsers below(
      String id, Set<UserField> fields, Range range, PointInTime snapshot) {
    var query =
        DocumentsOfUsers.query(firestore, users, id, range).select(UserDocument.selection(fields));
    return new DocumentsOfUsers(users, snapshot.pages(query, PAGE, id));
  }

  /** Returns the read time of a document that does not exist. */
  private Timestamp serverTime() {
    var missing = firestore.collection(segments).document("segue-plan");
    return Rpcs.await(missing.get(), DEADLINE, "Firestore").getReadTime();
  }

  private Query in(String collection, Range range) {
    Query query = firestore.collection(collection).orderBy(FieldPath.documentId());
    query = range.from() == null ? query : query.startAt(range.from());
    return range.end() == null ? query : query.endBefore(range.end());
  }

  /**
   * @param below the documents below the user's, by the id of their collection
   */
  private static ScannedUser user(
      DocumentSnapshot document, Map<String, List<DocumentSnapshot>> below, BothRules rules) {
    var next = user(document, below, rules.next());
    var current =
        rules.current().hash().equals(rules.next().hash())
            ? next
            : user(document, below, rules.current());
    return new ScannedUser(document.getId(), current, next);
  }

  private static User user(
      DocumentSnapshot document, Map<String, List<DocumentSnapshot>> below, Rules rules) {
    var byName =
        rules.documents().stream().collect(toMap(Subcollection::name, it -> below.get(it.id())));
    return UserDocument.user(document, byName, rules);
  }

  private static ScannedSegment segment(DocumentSnapshot document, Rules next) {
    // Segue writes no document with such an id.
    if (UserId.ifValid(document.getId()).isEmpty()) {
      return row(document, Place.NONE, Membership.NONE, false, "");
    }
    try {
      var held = SegmentDocument.membership(document);
      var withoutSegment = held.revision() == 0 ? Place.NONE : Place.GONE;
      var place = held.segment().map(Place::of).orElse(withoutSegment);
      return row(document, place, held, SegmentDocument.tellsTooMuch(document, next), "");
    } catch (PermanentFailureException e) {
      return row(document, Place.UNREADABLE, Membership.NONE, false, e.fault());
    }
  }

  private static ScannedSegment row(
      DocumentSnapshot document, Place place, Membership held, boolean tellsTooMuch, String fault) {
    return new ScannedSegment(
        document.getId(), place, held.due(), held.pending().size(), tellsTooMuch, fault);
  }
}
