package dev.segue.firestore;

import static java.util.Comparator.naturalOrder;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.WriteResult;
import dev.segue.google.RpcException;
import dev.segue.google.Rpcs;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Stores memberships in a Firestore database. */
public final class FirestoreSegmentStore implements SegmentStore {
  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(10);
  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);
  private static final Duration SETTLE_DEADLINE = Duration.ofSeconds(3);

  /** The status codes of a write whose precondition does not hold. */
  private static final Set<StatusCode.Code> CHANGED =
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
   * @param segments path of the collection of segment documents
   * @param rules name the collection of users; of these documents, which can be large, only the
   *     fields that they use are read
   */
  public FirestoreSegmentStore(Firestore firestore, String segments, Rules rules) {
    this.firestore = firestore;
    this.users = firestore.collection(rules.users().path());
    this.segments = firestore.collection(segments);
    this.rules = rules;
    this.read =
        UserDocument.mask(rules, SegmentDocument.FIELDS); // One mask applies to both documents.
  }

  /** Looks at a user that does not exist, and tries a write that Firestore refuses. */
  public void warmUp() {
    var look = look(NOBODY);
    // Not the epoch, which is the version of a document that does not exist, to the emulator.
    var never =
        new Look(look.user(), look.seen(), look.held(), Optional.of(look.time()), look.time());
    var mark = look.held().marked(look.time(), look.seen(), Optional.empty());
    write(NOBODY, never, new Write(mark, Reason.USER_GONE, "", Optional.empty()));
  }

  /**
   * Reads user and segment document in one BatchGetDocuments. Read times may grow within its
   * response; what was read earlier is guaranteed to be unchanged until the largest. Other
   * documents are read as they were at that time, unless there is no user document, so that they
   * change nothing.
   */
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
    var time = snapshots.stream().map(Times::readTime).max(naturalOrder()).orElseThrow();
    var below =
        Subdocuments.read(
            firestore,
            user.getReference(),
            user.exists() ? rules.documents() : List.of(),
            time,
            LOOK_DEADLINE);
    return new Look(
        user.exists() ? Optional.of(UserDocument.user(user, below, rules)) : Optional.empty(),
        UserDocument.fingerprint(
            Stream.concat(Stream.of(user), below.values().stream().flatMap(List::stream))),
        held(segment),
        SegmentDocument.version(segment),
        time);
  }

  /** A document with values that the rules do not tell counts as unmarked, so it is written. */
  private Membership held(DocumentSnapshot segment) {
    var held = SegmentDocument.membership(segment);
    return SegmentDocument.tellsTooMuch(segment, rules) ? held.unmarked() : held;
  }

  @Override
  public Optional<Instant> write(UserId user, Look look, Write write) {
    var segment = segments.document(user.value());
    var fields = SegmentDocument.fields(user, look, write);
    return unlessChanged(
        segment,
        WRITE_DEADLINE,
        look.segmentVersion()
            .map(version -> segment.update(fields, updatedAt(version)))
            .orElseGet(() -> segment.create(fields)));
  }

  @Override
  public boolean settle(UserId user, Instant version) {
    var segment = segments.document(user.value());
    return unlessChanged(
            segment,
            SETTLE_DEADLINE,
            segment.update(SegmentDocument.NOTHING_PENDING, updatedAt(version)))
        .isPresent();
  }

  /** Returns the version that was written; empty if the precondition did not hold. */
  private Optional<Instant> unlessChanged(
      DocumentReference segment, Duration deadline, ApiFuture<WriteResult> write) {
    try {
      var result = Rpcs.await(write, deadline, ServiceName.of(firestore));
      return Optional.of(Times.instant(result.getUpdateTime()));
    } catch (RpcException e) {
      if (CHANGED.contains(e.code())) {
        return Optional.empty();
      }
      if (e.code() == StatusCode.Code.INVALID_ARGUMENT) {
        throw new PermanentFailureException(
            segment.getPath(), "Firestore refuses to write the segment document: " + e.code());
      }
      throw e;
    }
  }

  private static Precondition updatedAt(Instant version) {
    return Precondition.updatedAt(Times.timestamp(version));
  }
}
