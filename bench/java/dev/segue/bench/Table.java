package dev.segue.bench;

import static java.util.stream.Collectors.joining;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measurements by name and contender; shown as medians, and as ratios to the peer. */
final class Table {
  private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

  void add(String what, String contender, double value) {
    rows.computeIfAbsent(what, it -> new LinkedHashMap<>())
        .computeIfAbsent(contender, it -> new ArrayList<>())
        .add(value);
  }

  /** Returns the table in Markdown. */
  String markdown() {
    var names = names();
    var lines = new ArrayList<String>();
    lines.add(
        names.stream()
            .map(name -> name.equals(Contender.PEER) ? name : name + " | ratio")
            .collect(joining(" | ", "| | ", " |")));
    lines.add("|---|" + "---:|".repeat(2 * names.size() - 1));
    rows.forEach((what, values) -> lines.add(line(what, names, values)));
    return String.join("\n", lines) + "\n";
  }

  private List<String> names() {
    Set<String> names = new TreeSet<>();
    rows.values().forEach(it -> names.addAll(it.keySet()));
    return List.copyOf(names);
  }

  private static String line(String what, List<String> names, Map<String, List<Double>> values) {
    return names.stream()
        .map(
            name ->
                !values.containsKey(name)
                    ? name.equals(Contender.PEER) ? "" : " | "
                    : String.format(
                            Locale.ROOT, "%.4g", Quantiles.median().compute(values.get(name)))
                        + (name.equals(Contender.PEER) ? "" : " | " + ratioText(values, name)))
        .collect(joining(" | ", "| " + what + " | ", " |"));
  }

  /** Empty if the peer has no values, or only zeros. */
  private static String ratioText(Map<String, List<Double>> values, String name) {
    var ratio = ratio(values, name);
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
  }

  private static double ratio(Map<String, List<Double>> values, String name) {
    return values.containsKey(name) && values.containsKey(Contender.PEER)
        ? Quantiles.median().compute(values.get(name))
            / Quantiles.median().compute(values.get(Contender.PEER))
        : Double.NaN;
  }
}
