package dev.segue.cli.plan;

import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Two columns of places, from where and to where, with a band between two of them as wide as many
 * users go that way.
 */
final class FlowPicture {
  static final int WIDTH = 520;

  private static final double LEFT = 160;
  private static final double RIGHT = 360;
  private static final double BAR = 10;
  private static final double HEIGHT_OF_USERS = 300;
  private static final double THINNEST = 1.5;
  private static final double LEAST_BAR = 18;
  private static final double GAP = 22;
  private static final int LABEL = 17;

  /** One place of one column. */
  record Node(
      String x,
      String y,
      String height,
      String labelY,
      String countY,
      String label,
      String name,
      String users,
      boolean isLeft) {
    String labelX() {
      return isLeft ? number(LEFT - 8) : number(RIGHT + BAR + 8);
    }

    String anchor() {
      return isLeft ? "end" : "start";
    }
  }

  /** A way that users go; {@code colour} is one of the page's classes. */
  record Band(String path, String width, String colour, String title) {}

  private final Map<String, Column> left;
  private final Map<String, Column> right;
  private final List<Band> bands = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  FlowPicture(List<Plan.FlowLine> flows) {
    long all = Math.max(1, flows.stream().mapToLong(Plan.FlowLine::users).sum());
    left = columns(flows, Plan.FlowLine::from, all);
    right = columns(flows, Plan.FlowLine::to, all);
    place(left, true);
    place(right, false);
    var colours = new ArrayList<>(right.keySet());
    // Those who stay first, so that those who move are drawn over them.
    flows.stream().filter(flow -> !flow.moves()).forEach(flow -> addBand(flow, all, "stay"));
    flows.stream()
        .filter(Plan.FlowLine::moves)
        .forEach(flow -> addBand(flow, all, "move" + colours.indexOf(flow.to()) % 6));
  }

  List<Band> bands() {
    return bands;
  }

  List<Node> nodes() {
    return nodes;
  }

  String height() {
    return number(Math.max(bottom(left), bottom(right)));
  }

  private static final class Column {
    private long users;
    private double bands;
    private double top;
    private double next;

    double height() {
      return Math.max(LEAST_BAR, bands);
    }
  }

  private static Map<String, Column> columns(
      List<Plan.FlowLine> flows, Function<Plan.FlowLine, String> place, long all) {
    var columns = new LinkedHashMap<String, Column>();
    flows.stream()
        .sorted(Comparator.comparing(place, Places.ORDER))
        .forEach(
            flow -> {
              var column = columns.computeIfAbsent(place.apply(flow), name -> new Column());
              column.users += flow.users();
              column.bands += width(flow, all);
            });
    return columns;
  }

  private void place(Map<String, Column> columns, boolean isLeft) {
    double y = 4;
    for (var entry : columns.entrySet()) {
      var column = entry.getValue();
      column.top = y;
      column.next = y + (column.height() - column.bands) / 2;
      double middle = y + column.height() / 2;
      nodes.add(
          new Node(
              number(isLeft ? LEFT : RIGHT),
              number(y),
              number(column.height()),
              number(middle - 2),
              number(middle + 13),
              Printable.of(entry.getKey(), LABEL),
              Printable.of(entry.getKey()),
              Figures.count(column.users),
              isLeft));
      y += column.height() + GAP;
    }
  }

  private void addBand(Plan.FlowLine flow, long all, String colour) {
    var from = left.get(flow.from());
    var to = right.get(flow.to());
    double width = width(flow, all);
    double start = from.next + width / 2;
    double end = to.next + width / 2;
    from.next += width;
    to.next += width;
    double middle = (LEFT + BAR + RIGHT) / 2;
    bands.add(
        new Band(
            "M%s %sC%s %s %s %s %s %s"
                .formatted(
                    number(LEFT + BAR),
                    number(start),
                    number(middle),
                    number(start),
                    number(middle),
                    number(end),
                    number(RIGHT),
                    number(end)),
            number(width),
            colour,
            "%s → %s: %s".formatted(flow.from(), flow.to(), Figures.count(flow.users(), "user"))));
  }

  private static double bottom(Map<String, Column> columns) {
    return columns.values().stream().mapToDouble(c -> c.top + c.height() + 12).max().orElse(20);
  }

  private static double width(Plan.FlowLine flow, long all) {
    return Math.max(THINNEST, HEIGHT_OF_USERS * flow.users() / all);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
