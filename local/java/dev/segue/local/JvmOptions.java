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

/** With what options a deployed function's JVM runs. */
public final class JvmOptions {
  private static final Pattern SET = Pattern.compile("java_tool_options = \"(.+)\"");

  /** What a JVM finds on an instance of 512 MiB and one CPU. */
  private static final List<String> OF_INSTANCE =
      List.of("-XX:MaxRAM=512m", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70");

  private JvmOptions() {}

  /** Those that Terraform sets, as the value of {@code JAVA_TOOL_OPTIONS}. */
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

  /** The instance's and Terraform's; who sets the variable in an environment has it instead. */
  static List<String> deployed(Map<String, String> environment) {
    return environment.containsKey("JAVA_TOOL_OPTIONS")
        ? OF_INSTANCE
        : ImmutableList.<String>builder()
            .addAll(OF_INSTANCE)
            .addAll(Splitter.on(' ').split(ofTerraform()))
            .build();
  }

  /**
   * The same, with all classes from the class path: a test's own function is in a package of
   * Segue's, and one class loader has to load both.
   */
  static List<String> withoutBootClassPath(Map<String, String> environment) {
    return deployed(environment).stream().filter(it -> !it.startsWith("-Xboot")).toList();
  }
}
