package dev.segue.local;

/** What a {@link TcpProxy} does to bytes. */
public enum NetworkFault {
  /** Bytes wait in both directions until the fault ends; then they arrive late. */
  STALL,
  /** Bytes are dropped in both directions; connections stay open. */
  BLACK_HOLE,
  /** Requests arrive, answers are dropped. */
  LOSE_ANSWERS
}
