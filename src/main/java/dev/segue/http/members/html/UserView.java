package dev.segue.http.members.html;

import dev.segue.members.ExplainedUser;
import dev.segue.segment.Printable;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one user stands, and why.
 *
 * @param segment empty where the user is gone
 * @param why what decided, each as a term and what there is to say about it
 * @param trials how the rules come out now, each as its segment and what there is to say about it
 */
public record UserView(
    String title,
    String asked,
    List<Place> segment,
    Moment since,
    Place previous,
    long revision,
    List<Fact> why,
    List<Fact> trials,
    List<Pending> pending,
    Links links)
    implements PageView {

  /** A segment; its link is empty where there is none. */
  record Place(String name, String link) {}

  record Fact(String term, String text) {}

  /** A change that subscribers may not have heard of. */
  record Pending(long revision, String from, String to, Moment at, String cause) {}

  public static UserView of(ExplainedUser explained, Links links) {
    var user = explained.segment();
    var change = user.latestChange();
    return new UserView(
        Printable.of(user.user().value()),
        user.user().value(),
        user.segment().map(segment -> place(Optional.of(segment), links)).stream().toList(),
        Moment.of(change.since()),
        place(change.previous(), links),
        change.revision(),
        why(user.reason(), user.rules()),
        explained.trials().stream().map(UserView::trial).toList(),
        user.pending().stream().map(UserView::pending).toList(),
        links);
  }

  /** In the order in which people ask. */
  private static List<Fact> why(Reason reason, String rules) {
    var status = reason.subscriptionStatus();
    var hash = new Fact("Rules in force then", Printable.of(rules));
    var facts = new ArrayList<Fact>();
    switch (reason.rule()) {
      case Segment.NONE -> facts.add(new Fact("User document", "deleted"));
      case Reason.DEFAULT_RULE ->
          facts.addAll(List.of(new Fact("Rule", "the default"), read(status)));
      default -> facts.addAll(List.of(new Fact("Rule", Printable.of(reason.rule())), read(status)));
    }
    reason.values().forEach((field, value) -> facts.add(fact(field, value)));
    reason.faults().forEach((segment, fault) -> facts.add(fact(segment, "no verdict: " + fault)));
    facts.add(hash);
    return facts;
  }

  private static Fact fact(String term, String text) {
    return new Fact(Printable.of(term), Printable.of(text));
  }

  private static Fact trial(Trial trial) {
    var outcome =
        trial
            .verdict()
            .map(
                verdict ->
                    switch (verdict) {
                      case HOLDS -> "this rule decides";
                      case DOES_NOT_HOLD -> "its condition does not hold";
                      default -> "its condition has no verdict: " + verdict.word();
                    })
            .orElse("for other values of subscription_status");
    return new Fact(trial.rule().segment().name(), outcome);
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
