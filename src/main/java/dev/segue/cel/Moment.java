package dev.segue.cel;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When a comparison with the time changes its outcome. */
final class Moment {
  /** What comes after it, Firestore cannot hold. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final Program program;
  private final boolean after;

  Moment(Comparison comparison, CelSource source) {
    this.program = Cel.program(CelAbstractSyntaxTree.newParsedAst(comparison.moment(), source));
    this.after = comparison.changesAfterMoment();
  }

  /**
   * Returns the first microsecond with the new outcome; empty where there is none, as the document
   * lacks what is compared.
   */
  Optional<Instant> in(Map<String, ?> document) {
    try {
      return program.eval(Map.of(Cel.USER, Values.of(document))) instanceof Instant moment
          ? Optional.of(firstMicrosecond(moment)).filter(time -> !time.isAfter(LAST))
          : Optional.empty();
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private Instant firstMicrosecond(Instant moment) {
    var cut = moment.truncatedTo(MICROS);
    return after || cut.isBefore(moment) ? cut.plus(1, MICROS) : cut;
  }
}
