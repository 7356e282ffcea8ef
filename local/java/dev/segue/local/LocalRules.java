package dev.segue.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The rules file of a stack's functions, which check it.
 *
 * @param file empty for the packaged one
 */
record LocalRules(Optional<Path> file) {
  static final LocalRules PACKAGED = new LocalRules(Optional.empty());

  private static final String SETTING = "SEGUE_RULES";
  private static final String USERS = "users/{user}";

  /** Those that the environment names. */
  static LocalRules of(Map<String, String> environment) {
    return new LocalRules(
        Optional.ofNullable(environment.get(SETTING))
            .filter(name -> !name.isEmpty())
            .map(name -> Path.of(name).toAbsolutePath()));
  }

  /** The settings of functions that follow them. */
  Map<String, String> settings() {
    return file.map(path -> Map.of(SETTING, path.toString())).orElseGet(Map::of);
  }

  /** Where users are: {@code users/{user}}. */
  String users() {
    try {
      return file.isPresent() ? users(Files.newInputStream(file.get())) : ofPackaged();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the rules", e);
    }
  }

  private static String ofPackaged() throws IOException {
    try (var jar = new ZipFile(FunctionProcess.JAR.toFile())) {
      return users(jar.getInputStream(jar.getEntry("segments.yaml")));
    }
  }

  private static String users(InputStream rules) throws IOException {
    try (rules) {
      var load = new Load(LoadSettings.builder().build());
      return load.loadFromInputStream(rules) instanceof Map<?, ?> map
              && map.get("users") instanceof String users
          ? users
          : USERS;
    }
  }
}
