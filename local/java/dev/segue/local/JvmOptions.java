package dev.segue.local;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The options of a deployed function's JVM. */
public final class JvmOptions {
  private static final Pattern SET = Pattern.compile("java_tool_options = \"(.+)\"");

  /** The environment of a JVM on an instance of 512 MiB and one CPU. */
  private static final List<String> OF_INSTANCE =
      List.of("-XX:MaxRAM=512m", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70");

  private JvmOptions() {}

  /** The value of {@code JAVA_TOOL_OPTIONS} in Terraform. */
  public static String ofTerraform() {
    var file = Path.of("terraform", "functions.tf");
    try {
      var set = SET.matcher(Files.readString(file));
      if (!set.find()) {
        throw new IllegalStateException("%s sets no java_tool_options".formatted(file));
      }
      return set.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The instance's and Terraform's; a variable in the environment replaces Terraform's. */
  static List<String> deployed(Map<String, String> environment) {
    return environment.containsKey("JAVA_TOOL_OPTIONS")
        ? OF_INSTANCE
        : ImmutableList.<String>builder()
            .addAll(OF_INSTANCE)
            .addAll(Splitter.on(' ').split(ofTerraform()))
            .build();
  }

  /**
   * The same with all classes from the class path: one class loader has to load a test's function
   * and Segue, which share a package.
   */
  static List<String> withoutBootClassPath(Map<String, String> environment) {
    return deployed(environment).stream().filter(it -> !it.startsWith("-Xboot")).toList();
  }
}
