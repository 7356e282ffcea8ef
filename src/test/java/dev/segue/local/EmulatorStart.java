package dev.segue.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Takes an emulator that is there already, else starts one that is installed. */
record EmulatorStart(Map<String, String> environment, Path logs) {
  Emulator of(EmulatorKind kind, List<String> arguments) {
    var running = environment.getOrDefault(kind.hostSetting, "");
    if (!running.isEmpty()) {
      return Emulator.at(running);
    }
    var port = PortLease.of(environment, kind.portSetting);
    return Emulator.start(kind, jar(kind), port, arguments, logs);
  }

  private Path jar(EmulatorKind kind) {
    return new CloudSdk(environment)
        .jarOf(kind)
        .orElseThrow(() -> new IllegalStateException("no %s emulator".formatted(kind.title)));
  }
}
