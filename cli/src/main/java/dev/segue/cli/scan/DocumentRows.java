package dev.segue.cli.scan;

import static java.util.stream.Collectors.toMap;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.ScannedSegment;
import dev.segue.cli.compare.ScannedUser;
import dev.segue.firestore.SegmentDocument;
import dev.segue.firestore.UserDocument;
import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.Subcollection;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;

/** Converts Firestore's documents as recomputing a user does. */
final class DocumentRows {
  private DocumentRows() {}

  /** Returns the fields of a segment document that are compared. */
  static String[] fieldsOfSegments() {
    return SegmentDocument.FIELDS_TO_COMPARE.toArray(String[]::new);
  }

  /**
   * @param below the documents below the user's, by the id of their collection
   */
  static ScannedUser user(
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

  static ScannedSegment segment(DocumentSnapshot document, Rules next) {
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
