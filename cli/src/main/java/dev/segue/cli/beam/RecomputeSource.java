package dev.segue.cli.beam;

import java.io.Serializable;

/**
 * Opens what recomputes users on whichever worker needs it. Equal ones are opened once a worker.
 */
public interface RecomputeSource extends Serializable {
  Recompute recompute(RulesText rules);
}
