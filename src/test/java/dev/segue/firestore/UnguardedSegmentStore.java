package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/** Has no transaction around what it reads and what it writes. */
public final class UnguardedSegmentStore implements SegmentStore {
  private final Firestore firestore;
  private final SegmentStore sound;
  private final String users;
  private final String segments;

  /** Settles as {@code sound} does. */
  public UnguardedSegmentStore(
      Firestore firestore, SegmentStore sound, String users, String segments) {
    this.firestore = firestore;
    this.sound = sound;
    this.users = users;
    this.segments = segments;
  }

  @Override
  public Recomputation update(UserId id, Decision decision) {
    var segment = firestore.collection(segments).document(id.value());
    var user = Documents.await(firestore.collection(users).document(id.value()).get());
    var recomputation =
        decision.decide(
            status(user),
            SegmentDocument.membership(Documents.await(segment.get())),
            Times.instant(user.getReadTime()));
    if (recomputation.changed()) {
      Documents.await(
          segment.set(
              SegmentDocument.fields(recomputation.after()),
              SetOptions.mergeFields(SegmentDocument.FIELDS)));
    }
    return recomputation;
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    sound.settle(user, published);
  }

  private static Optional<SubscriptionStatus> status(DocumentSnapshot user) {
    return user.exists()
        ? Optional.of(
            user.get(SubscriptionStatus.FIELD) instanceof String text
                ? new SubscriptionStatus.Text(text)
                : new SubscriptionStatus.Absent())
        : Optional.empty();
  }
}
