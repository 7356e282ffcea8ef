package dev.segue.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.AggregateQuery;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.common.collect.Maps;
import dev.segue.google.Rpcs;
import dev.segue.members.Member;
import dev.segue.members.MemberStore;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.UserSegment;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads memberships from a Firestore database. The ascending index on {@code segment} serves all
 * queries.
 */
public final class FirestoreMemberStore implements MemberStore {
  /**
   * For all counts of one request. Firestore reads an index entry for each member, which takes
   * seconds for millions of members.
   */
  public static final Duration COUNT_DEADLINE = Duration.ofSeconds(20);

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final UserId NOBODY = new UserId("segue-warm-up");

  private final Firestore firestore;
  private final Rules rules;
  private final CollectionReference users;
  private final CollectionReference segments;
  private final CollectionReference counted;

  /**
   * @param counting a client of the same database whose RPCs may take {@link #COUNT_DEADLINE}
   * @param segments path of the collection of segment documents
   * @param rules name the collection of users; only the fields that they use are read
   */
  public FirestoreMemberStore(
      Firestore firestore, Firestore counting, String segments, Rules rules) {
    this.firestore = firestore;
    this.rules = rules;
    this.users = firestore.collection(rules.users().path());
    this.segments = firestore.collection(segments);
    this.counted = counting.collection(segments);
  }

  /** Reads the segment document of a user that does not exist. */
  public void warmUp() {
    find(NOBODY);
  }

  /** Asks for one member more than a page holds, and again only if documents were skipped. */
  @Override
  public Page members(Segment segment, Optional<UserId> after, int size) {
    var members = new ArrayList<Member>();
    int skipped = 0;
    var from = after.map(UserId::value);
    while (true) {
      int asked = size + 1 - members.size();
      var documents = await(query(segment, from, asked).get()).getDocuments();
      for (var document : documents) {
        var user = UserId.ifValid(document.getId());
        user.ifPresent(id -> members.add(MemberDocument.member(id, document)));
        skipped += user.isEmpty() ? 1 : 0;
      }
      if (documents.size() < asked || members.size() > size) {
        return Page.of(members, size, skipped);
      }
      from = Optional.of(documents.getLast().getId());
    }
  }

  /** Reads one document for each name, however many users have it: 1 RPC each. */
  @Override
  public List<String> segmentNames(int limit) {
    var names = new ArrayList<String>();
    var after = "";
    while (names.size() < limit) {
      var next = await(nameQuery(after).get()).getDocuments();
      if (next.isEmpty()) {
        break;
      }
      after = next.getFirst().getString(ChangeFields.SEGMENT);
      names.add(after);
    }
    return names;
  }

  /** Sends all counts concurrently. */
  @Override
  public Map<Segment, Count> count(Collection<Segment> segments) {
    long end = System.nanoTime() + COUNT_DEADLINE.toNanos();
    var answers = new HashMap<>(Maps.toMap(segments, segment -> countQuery(segment).get()));
    return Map.copyOf(Maps.transformValues(answers, answer -> count(answer, end)));
  }

  private Count count(ApiFuture<AggregateQuerySnapshot> answer, long end) {
    var timeLeft = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    try {
      return new Count.Members(Rpcs.await(answer, timeLeft, ServiceName.of(firestore)).getCount());
    } catch (UnavailableException e) {
      return new Count.Unknown(e.getMessage());
    }
  }

  @Override
  public Optional<UserSegment> find(UserId user) {
    var document = new DocumentReference[] {segments.document(user.value())};
    return MemberDocument.userSegment(
        user, await(firestore.getAll(document, MemberDocument.WHOLE)).getFirst());
  }

  @Override
  public Optional<SeenUser> look(UserId user) {
    var document = new DocumentReference[] {users.document(user.value())};
    var found = await(firestore.getAll(document, UserDocument.mask(rules))).getFirst();
    if (!found.exists()) {
      return Optional.empty();
    }
    var time = Times.readTime(found);
    var below =
        Subdocuments.read(firestore, found.getReference(), rules.documents(), time, DEADLINE);
    return Optional.of(new SeenUser(UserDocument.user(found, below, rules), time));
  }

  /** Filters by equality and orders by id. Firestore applies the field list to the results. */
  Query query(Segment segment, Optional<String> after, int limit) {
    var query =
        in(segments, segment)
            .orderBy(FieldPath.documentId())
            .limit(limit)
            .select(MemberDocument.LATEST_CHANGE);
    return after.map(id -> query.startAfter(id)).orElse(query);
  }

  AggregateQuery countQuery(Segment segment) {
    return in(counted, segment).count();
  }

  /** Finds the first document whose segment comes after {@code name}. */
  Query nameQuery(String name) {
    return segments
        .whereGreaterThan(ChangeFields.SEGMENT, name)
        .orderBy(ChangeFields.SEGMENT)
        .limit(1)
        .select(ChangeFields.SEGMENT);
  }

  private static Query in(CollectionReference segments, Segment segment) {
    return segments.whereEqualTo(ChangeFields.SEGMENT, segment.name());
  }

  private <T> T await(ApiFuture<T> answer) {
    return Rpcs.await(answer, DEADLINE, ServiceName.of(firestore));
  }
}
