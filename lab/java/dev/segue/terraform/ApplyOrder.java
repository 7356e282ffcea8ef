package dev.segue.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * In which order Terraform applied changes.
 *
 * @param addresses of resources, each as often as it was changed
 */
record ApplyOrder(List<String> addresses) {
  private static final Pattern APPLY = Pattern.compile("Starting apply for (.+)$");

  /** Reads it from a log of level INFO. */
  static ApplyOrder read(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return new ApplyOrder(
          lines
              .map(APPLY::matcher)
              .flatMap(matcher -> matcher.results())
              .map(apply -> apply.group(1))
              .toList());
    }
  }

  /** Returns when a resource was changed for the last time. */
  int last(String address) {
    var last = addresses.lastIndexOf(address);
    if (last < 0) {
      throw new IllegalArgumentException("not changed: " + address);
    }
    return last;
  }

  /** Returns when a resource was changed for the second time. */
  int second(String address) {
    return IntStream.range(0, addresses.size())
        .filter(i -> addresses.get(i).equals(address))
        .skip(1)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not changed twice: " + address));
  }
}
