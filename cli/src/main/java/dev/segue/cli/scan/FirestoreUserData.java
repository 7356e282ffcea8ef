package dev.segue.cli.scan;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
import dev.segue.cli.compare.BothRules;
import dev.segue.firestore.Times;
import dev.segue.firestore.UserDocument;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Users and segments in two collections of one Firestore database. */
public final class FirestoreUserData implements UserData {
  /** With 1 KB of memory per document, 5 MB per range for two pages of each collection. */
  private static final int PAGE = 2_500;

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Firestore firestore;
  private final String users;
  private final String segments;
  private final Cuts cuts;

  public FirestoreUserData(Firestore firestore, String users, String segments) {
    this.firestore = firestore;
    this.users = users;
    this.segments = segments;
    this.cuts = new Cuts(firestore);
  }

  /** There may be no segments yet, or no users any more. */
  @Override
  public List<Range> ranges(int parts) {
    var ids = cuts.of(users, parts);
    return Range.cut(ids.isEmpty() ? cuts.of(segments, parts) : ids);
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
                DocumentRows.user(
                    user,
                    ImmutableMap.copyOf(Maps.transformValues(documents, it -> it.of(user.getId()))),
                    rules)),
        Iterators.transform(
            snapshot.pages(
                in(segments, range).select(DocumentRows.fieldsOfSegments()), PAGE, segments),
            document -> DocumentRows.segment(document, rules.next())));
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
}
