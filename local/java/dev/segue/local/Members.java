package dev.segue.local;

import com.google.cloud.firestore.Firestore;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Who is in which segment, by user, as Firestore holds it. */
record Members(Map<String, String> segments) {
  static Members readFrom(Firestore firestore) throws ExecutionException, InterruptedException {
    return new Members(
        firestore.collection("segments").get().get().getDocuments().stream()
            .collect(
                Collectors.toMap(
                    document -> document.getId(),
                    document ->
                        Objects.requireNonNullElse(
                            document.getString("segment"), Expectations.NONE))));
  }

  void show(Screen screen) {
    screen.heading("%-12s %7s  %s".formatted("SEGMENT", "MEMBERS", "WHO"));
    segments.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                TreeMap::new,
                Collectors.mapping(
                    Map.Entry::getKey, Collectors.toCollection(java.util.TreeSet::new))))
        .forEach(
            (segment, users) ->
                screen.line(
                    "%-12s %7d  %s".formatted(segment, users.size(), String.join(", ", users))));
  }
}
