package dev.segue.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.SetOptions;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.ForwardingSegmentStore;
import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.UserId;

/** Writes whatever was written since the look. */
public final class UnguardedSegmentStore extends ForwardingSegmentStore {
  private final Firestore firestore;
  private final String segments;

  /** Looks and settles as {@code sound} does. */
  public UnguardedSegmentStore(Firestore firestore, SegmentStore sound, String segments) {
    super(sound);
    this.firestore = firestore;
    this.segments = segments;
  }

  @Override
  public boolean write(UserId user, Look look, Write write) {
    var segment = firestore.collection(segments).document(user.value());
    Documents.await(segment.set(SegmentDocument.fields(user, look, write), SetOptions.merge()));
    return true;
  }
}
