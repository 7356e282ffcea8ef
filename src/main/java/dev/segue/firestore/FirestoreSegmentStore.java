package dev.segue.firestore;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.Transaction;
import dev.segue.recompute.SegmentStore;
import dev.segue.rpc.Answers;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users and memberships in two collections of one Firestore database. */
public final class FirestoreSegmentStore implements SegmentStore {
  /** For a transaction with all its attempts. */
  private static final Duration UPDATE_DEADLINE = Duration.ofSeconds(15);

  private static final Duration SETTLE_DEADLINE = Duration.ofSeconds(3);

  private static final UserId NOBODY = new UserId("segue-warm-up");

  /**
   * Of the user only what the rules read: user documents can be large, and are none of our
   * business.
   */
  private static final FieldMask READ = readMask();

  private final Firestore firestore;
  private final CollectionReference users;
  private final CollectionReference segments;

  public FirestoreSegmentStore(Firestore firestore, String users, String segments) {
    this.firestore = firestore;
    this.users = firestore.collection(users);
    this.segments = firestore.collection(segments);
  }

  /** Goes the way of an update of a user that is not there, and changes nothing. */
  public void warmUp() {
    update(NOBODY, (status, held, now) -> new Recomputation(held, held, false));
  }

  @Override
  public Recomputation update(UserId user, Decision decision) {
    return Answers.await(
        firestore.runAsyncTransaction(transaction -> update(transaction, user, decision)),
        UPDATE_DEADLINE,
        ServiceName.of(firestore));
  }

  private ApiFuture<Recomputation> update(Transaction transaction, UserId id, Decision decision) {
    var segment = segments.document(id.value());
    return ApiFutures.transform(
        transaction.getAll(new DocumentReference[] {users.document(id.value()), segment}, READ),
        snapshots -> {
          var user = snapshots.getFirst();
          var recomputation =
              decision.decide(
                  status(user),
                  SegmentDocument.membership(snapshots.getLast()),
                  Times.instant(user.getReadTime()));
          if (recomputation.changed()) {
            transaction.set(
                segment,
                SegmentDocument.fields(recomputation.after()),
                SetOptions.mergeFields(SegmentDocument.FIELDS));
          }
          return recomputation;
        },
        directExecutor());
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    var changes = published.stream().map(ChangeFields::ofChange).toArray();
    var revisions = published.stream().map(SegmentChange::revision).toArray();
    Answers.await(
        segments
            .document(user.value())
            .update(
                SegmentDocument.PENDING,
                FieldValue.arrayRemove(changes),
                SegmentDocument.UNPUBLISHED,
                FieldValue.arrayRemove(revisions)),
        SETTLE_DEADLINE,
        ServiceName.of(firestore));
  }

  private static Optional<SubscriptionStatus> status(DocumentSnapshot user) {
    return user.exists()
        ? Optional.of(
            switch (user.get(SubscriptionStatus.FIELD)) {
              case null -> new SubscriptionStatus.Absent();
              case String text -> new SubscriptionStatus.Text(text);
              case Object odd -> new SubscriptionStatus.NotText(TypeName.of(odd));
            })
        : Optional.empty();
  }

  private static FieldMask readMask() {
    var fields = new ArrayList<>(SegmentDocument.FIELDS);
    fields.add(SubscriptionStatus.FIELD);
    return FieldMask.of(fields.toArray(String[]::new));
  }
}
