package dev.segue.local;

/** What a {@link TcpProxy} does to the bytes that pass it. */
public enum Toxic {
  /** They wait, both ways, and go on once healed: what was asked is done late. */
  STALL,
  /** They vanish, both ways, and nobody is told. */
  BLACK_HOLE,
  /** What is asked arrives, the answers vanish. */
  LOSE_ANSWERS
}
