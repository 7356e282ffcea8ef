package dev.segue.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of a stack that users call over HTTP. */
public record LocalFunctions(LocalStack stack, FunctionProcess members, FunctionProcess sweep) {

  /** Starts them on any free ports; they end with the stack. */
  public static LocalFunctions of(LocalStack stack) {
    return of(stack, Map.of());
  }

  /** The same on the ports of settings. */
  static LocalFunctions of(LocalStack stack, Map<String, String> environment) {
    var members =
        stack.launchFunction(
            "dev.segue.FindMembers", PortLease.of(environment, "SEGUE_MEMBERS_PORT"));
    var sweep =
        stack.launchFunction("dev.segue.Sweep", PortLease.of(environment, "SEGUE_SWEEP_PORT"));
    return new LocalFunctions(stack, members.awaitReady(), sweep.awaitReady());
  }

  /** The settings of the stack as `export` lines for a shell. */
  public List<String> exports() {
    var settings = new TreeMap<>(stack.environment());
    settings.put("LOGS", stack.logs().toAbsolutePath().toString());
    settings.put("MEMBERS", withoutSlash(members));
    settings.put("SWEEP", withoutSlash(sweep));
    return settings.entrySet().stream().map(LocalFunctions::export).toList();
  }

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
