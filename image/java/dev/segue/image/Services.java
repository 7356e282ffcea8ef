package dev.segue.image;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;

/** Firestore and Pub/Sub for functions in JVMs of their own. */
interface Services extends AutoCloseable {
  /** What lets such a JVM find them. */
  List<String> options();

  /** What lets such a function find them. */
  Map<String, String> environment();

  /** Serves methods by their full names, as like production as this user may. */
  static Services open(Map<String, InProcessServer.Method> methods) throws IOException {
    try {
      return SecureServices.open(methods);
    } catch (BindException e) {
      System.out.println("Without TLS: port 443 is not for this user: " + e.getMessage());
      return PlainServices.open(methods);
    }
  }

  @Override
  void close();
}
