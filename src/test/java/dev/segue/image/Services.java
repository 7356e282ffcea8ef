package dev.segue.image;

import java.util.List;
import java.util.Map;

/** Firestore and Pub/Sub for functions in JVMs of their own. */
interface Services extends AutoCloseable {
  /** What lets such a JVM find them. */
  List<String> options();

  /** What lets such a function find them. */
  Map<String, String> environment();

  @Override
  void close();
}
