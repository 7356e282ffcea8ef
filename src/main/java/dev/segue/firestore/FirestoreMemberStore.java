package dev.segue.firestore;

import static java.util.stream.Collectors.toMap;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.cloud.firestore.AggregateQuery;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.segue.google.Rpcs;
import dev.segue.members.Member;
import dev.segue.members.MemberStore;
import dev.segue.members.UserSegment;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Memberships in one collection of a Firestore database. Each question is one RPC a query. */
public final class FirestoreMemberStore implements MemberStore {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final UserId NOBODY = new UserId("segue-warm-up");

  private final Firestore firestore;
  private final CollectionReference segments;

  public FirestoreMemberStore(Firestore firestore, String segments) {
    this.firestore = firestore;
    this.segments = firestore.collection(segments);
  }

  /** Looks for a user that is not there. */
  public void warmUp() {
    find(NOBODY);
  }

  @Override
  public List<Member> members(Segment segment, Optional<UserId> after, int limit) {
    return await(query(segment, after, limit).get()).getDocuments().stream()
        .map(MemberDocument::member)
        .toList();
  }

  @Override
  public Map<Segment, Long> count(Collection<Segment> segments) {
    var asked = List.copyOf(segments);
    var answers = new ArrayList<ApiFuture<AggregateQuerySnapshot>>();
    for (var segment : asked) {
      answers.add(countQuery(segment).get());
    }
    var counts = await(ApiFutures.allAsList(answers));
    return IntStream.range(0, asked.size())
        .boxed()
        .collect(toMap(asked::get, i -> counts.get(i).getCount()));
  }

  @Override
  public Optional<UserSegment> find(UserId user) {
    var document = new DocumentReference[] {segments.document(user.value())};
    return MemberDocument.userSegment(
        await(firestore.getAll(document, MemberDocument.WHOLE)).getFirst());
  }

  /**
   * An equality and the order of the keys: the automatic index on {@code segment} serves it, and
   * the list of fields is applied to what it finds.
   */
  Query query(Segment segment, Optional<UserId> after, int limit) {
    var query =
        in(segment)
            .orderBy(FieldPath.documentId())
            .limit(limit)
            .select(MemberDocument.LATEST_CHANGE);
    return after.map(user -> query.startAfter(user.value())).orElse(query);
  }

  AggregateQuery countQuery(Segment segment) {
    return in(segment).count();
  }

  private Query in(Segment segment) {
    return segments.whereEqualTo(ChangeFields.SEGMENT, segment.name());
  }

  private <T> T await(ApiFuture<T> answer) {
    return Rpcs.await(answer, DEADLINE, ServiceName.of(firestore));
  }
}
