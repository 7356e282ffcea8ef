package dev.segue.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.ForwardingSegmentStore;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/** A broken store: it writes even if the document was written since the look. */
public final class UnguardedSegmentStore extends ForwardingSegmentStore {
  private final Firestore firestore;
  private final String segments;

  /** Delegates looks and settling to {@code sound}. */
  public UnguardedSegmentStore(Firestore firestore, SegmentStore sound, String segments) {
    super(sound);
    this.firestore = firestore;
    this.segments = segments;
  }

  @Override
  public Optional<Instant> write(UserId user, Look look, Write write) {
    var segment = firestore.collection(segments).document(user.value());
    var written =
        Documents.await(segment.set(SegmentDocument.fields(user, look, write), SetOptions.merge()));
    return Optional.of(Times.instant(written.getUpdateTime()));
  }
}
