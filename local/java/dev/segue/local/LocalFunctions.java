package dev.segue.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of a stack that answer over HTTP, beside the one that its trigger calls. */
public record LocalFunctions(LocalStack stack, FunctionProcess members, FunctionProcess sweep) {

  /** Starts them on any free ports; they end with the stack. */
  public static LocalFunctions of(LocalStack stack) {
    return of(stack, Map.of());
  }

  /** The same on the ports that settings name. */
  static LocalFunctions of(LocalStack stack, Map<String, String> environment) {
    var members =
        stack.launchFunction(
            "dev.segue.FindMembers", PortLease.of(environment, "SEGUE_MEMBERS_PORT"));
    var sweep =
        stack.launchFunction("dev.segue.Sweep", PortLease.of(environment, "SEGUE_SWEEP_PORT"));
    return new LocalFunctions(stack, members.awaitReady(), sweep.awaitReady());
  }

  /** What a shell has to know to reach all of it, as lines for that shell. */
  public List<String> exports() {
    var settings = new TreeMap<>(stack.environment());
    settings.put("LOGS", stack.logs().toAbsolutePath().toString());
    settings.put("MEMBERS", withoutSlash(members));
    settings.put("SWEEP", withoutSlash(sweep));
    return settings.entrySet().stream().map(LocalFunctions::export).toList();
  }

  /** As Cloud Run shows addresses. */
  private static String withoutSlash(FunctionProcess function) {
    return function.url().toString().replaceFirst("/$", "");
  }

  private static String export(Map.Entry<String, String> setting) {
    var value = setting.getValue();
    return "export %s=%s"
        .formatted(
            setting.getKey(),
            value.matches("[\\w./:-]+") ? value : "'%s'".formatted(value.replace("'", "'\\''")));
  }
}
