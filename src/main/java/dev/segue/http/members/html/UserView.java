package dev.segue.http.members.html;

import static java.util.stream.Collectors.joining;

import dev.segue.members.UserSegment;
import dev.segue.segment.Printable;
import dev.segue.segment.Reason;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One user's segment, and why.
 *
 * @param segment empty if the user was deleted
 * @param why what decided
 * @param trials how each rule comes out now, by its segment
 */
public record UserView(
    String title,
    String asked,
    List<Place> segment,
    DisplayTime since,
    Place previous,
    long revision,
    List<Fact> why,
    List<Fact> trials,
    List<Pending> pending,
    Links links)
    implements PageView {

  /** A segment; the link may be empty. */
  record Place(String name, String link) {}

  record Fact(String term, String text) {}

  /** A change that may not have been published. */
  record Pending(long revision, String from, String to, DisplayTime at, String cause) {}

  public static UserView of(UserSegment user, List<Trial> trials, Links links) {
    var change = user.latestChange();
    return new UserView(
        Printable.of(user.user().value()),
        user.user().value(),
        user.segment().map(segment -> place(Optional.of(segment), links)).stream().toList(),
        DisplayTime.of(change.changedAt()),
        place(change.previous(), links),
        change.revision(),
        why(user.reason(), user.rules()),
        trials.stream().map(UserView::trial).toList(),
        user.pending().stream().map(UserView::pending).toList(),
        links);
  }

  private static List<Fact> why(Reason reason, String rules) {
    var facts = new ArrayList<Fact>();
    if (reason.rule().equals(Segment.NONE)) {
      facts.add(new Fact("User document", "deleted"));
    } else {
      var isDefault = reason.rule().equals(Reason.DEFAULT_RULE);
      var status = reason.subscriptionStatus();
      facts.add(fact("Rule", isDefault ? "the default" : reason.rule()));
      facts.add(fact("subscription_status", status.isEmpty() ? "(missing)" : status));
    }
    reason.values().forEach(read -> facts.add(fact(read.field(), read.value())));
    reason
        .faults()
        .forEach((segment, fault) -> facts.add(fact(segment, "not evaluated: " + fault)));
    facts.add(fact("Rules at that time", rules));
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
                      default -> "its condition could not be evaluated: " + verdict.word();
                    })
            .orElse("for other values of subscription_status");
    var values = trial.read().stream().map(read -> read.field() + " is " + read.value());
    return fact(
        trial.rule().segment().name(),
        Stream.concat(Stream.of(outcome), values).collect(joining("; ")));
  }

  private static Pending pending(SegmentChange change) {
    return new Pending(
        change.revision(),
        Segment.word(change.previous()),
        Segment.word(change.segment()),
        DisplayTime.of(change.changedAt()),
        change.cause().kind().word());
  }

  private static Place place(Optional<Segment> segment, Links links) {
    return new Place(Segment.word(segment), segment.map(it -> links.members(it.name())).orElse(""));
  }
}
