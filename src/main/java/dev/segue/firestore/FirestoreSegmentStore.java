package dev.segue.firestore;

import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Precondition;
import dev.segue.google.RpcException;
import dev.segue.google.Rpcs;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores memberships in a Firestore database, in a collection next to the users'. */
public final class FirestoreSegmentStore implements SegmentStore {
  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(10);
  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);
  private static final Duration SETTLE_DEADLINE = Duration.ofSeconds(3);

  /** The status codes of a write whose precondition does not hold. */
  private static final Set<StatusCode.Code> REFUSED =
      Set.of(
          StatusCode.Code.FAILED_PRECONDITION,
          StatusCode.Code.ALREADY_EXISTS,
          StatusCode.Code.NOT_FOUND);

  private static final UserId NOBODY = new UserId("segue-warm-up");

  private final Firestore firestore;
  private final CollectionReference users;
  private final CollectionReference segments;
  private final Rules rules;
  private final FieldMask read;

  /**
   * @param rules only the fields that they use are read of a user document, which can be large
   */
  public FirestoreSegmentStore(Firestore firestore, String users, String segments, Rules rules) {
    this.firestore = firestore;
    this.users = firestore.collection(users);
    this.segments = firestore.collection(segments);
    this.rules = rules;
    this.read =
        UserDocument.mask(rules, SegmentDocument.FIELDS); // One mask applies to both documents.
  }

  /** Looks at a user that does not exist, and tries a write that Firestore refuses. */
  public void warmUp() {
    var look = look(NOBODY);
    // Not the epoch, which is the version of a document that does not exist, to the emulator.
    var never = new Look(look.user(), look.held(), Optional.of(look.time()), look.time());
    var mark = look.held().asOf(look.time(), Optional.empty());
    write(NOBODY, never, new Write(mark, Reason.USER_GONE, "", Optional.empty()));
  }

  /** Reads both documents in one BatchGetDocuments, as of one time. */
  @Override
  public Look look(UserId id) {
    var snapshots =
        Rpcs.await(
            firestore.getAll(
                new DocumentReference[] {users.document(id.value()), segments.document(id.value())},
                read),
            LOOK_DEADLINE,
            ServiceName.of(firestore));
    var user = snapshots.getFirst();
    var segment = snapshots.getLast();
    return new Look(
        user.exists() ? Optional.of(UserDocument.user(user, rules)) : Optional.empty(),
        SegmentDocument.membership(segment),
        SegmentDocument.version(segment),
        Times.readTime(user));
  }

  @Override
  public boolean write(UserId user, Look look, Write write) {
    var segment = segments.document(user.value());
    var fields = SegmentDocument.fields(user, look, write);
    try {
      Rpcs.await(
          look.segmentVersion()
              .map(Times::timestamp)
              .map(version -> segment.update(fields, Precondition.updatedAt(version)))
              .orElseGet(() -> segment.create(fields)),
          WRITE_DEADLINE,
          ServiceName.of(firestore));
      return true;
    } catch (RpcException e) {
      if (REFUSED.contains(e.code())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    var changes = published.stream().map(ChangeFields::ofChange).toArray();
    var revisions = published.stream().map(SegmentChange::revision).toArray();
    Rpcs.await(
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
}
