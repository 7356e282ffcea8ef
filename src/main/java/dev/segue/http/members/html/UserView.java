package dev.segue.http.members.html;

import dev.segue.members.UserSegment;
import dev.segue.segment.Printable;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import java.util.List;
import java.util.Optional;

/**
 * Where one user stands, and why.
 *
 * @param segment empty where the user is gone
 * @param why what decided, each as a term and what there is to say about it
 */
public record UserView(
    String title,
    String asked,
    List<Place> segment,
    Moment since,
    Place previous,
    long revision,
    List<Fact> why,
    List<Pending> pending,
    Links links)
    implements PageView {

  /** A segment; its link is empty where there is none. */
  record Place(String name, String link) {}

  record Fact(String term, String text) {}

  /** A change that subscribers may not have heard of. */
  record Pending(long revision, String from, String to, Moment at, String cause) {}

  public static UserView of(UserSegment user, Links links) {
    var change = user.latestChange();
    return new UserView(
        Printable.of(user.user().value()),
        user.user().value(),
        user.segment().map(segment -> place(Optional.of(segment), links)).stream().toList(),
        Moment.of(change.since()),
        place(change.previous(), links),
        change.revision(),
        why(user.reason(), user.rules()),
        user.pending().stream().map(UserView::pending).toList(),
        links);
  }

  /** In the order in which people ask. */
  private static List<Fact> why(Reason reason, String rules) {
    var status = reason.subscriptionStatus();
    var hash = new Fact("Rules in force then", Printable.of(rules));
    return switch (reason.rule()) {
      case Segment.NONE -> List.of(new Fact("User document", "deleted"), hash);
      case Reason.DEFAULT_RULE -> List.of(new Fact("Rule", "the default"), read(status), hash);
      default -> List.of(new Fact("Rule", Printable.of(reason.rule())), read(status), hash);
    };
  }

  private static Fact read(String status) {
    return new Fact(
        "subscription_status", status.isEmpty() ? "(there was none)" : Printable.of(status));
  }

  private static Pending pending(SegmentChange change) {
    return new Pending(
        change.revision(),
        Segment.word(change.previous()),
        Segment.word(change.segment()),
        Moment.of(change.changedAt()),
        change.cause().kind().word());
  }

  private static Place place(Optional<Segment> segment, Links links) {
    return new Place(Segment.word(segment), segment.map(it -> links.members(it.name())).orElse(""));
  }
}
