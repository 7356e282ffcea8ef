package dev.segue.local;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects into tests the {@link Emulators} of the test run, and a {@link LocalStack} for each test
 * class, which has a new project.
 */
public final class LocalStackExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);
  private static final Path LOGS = Path.of("target", "local", "tests");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Emulators.class || type == LocalStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var emulators =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .computeIfAbsent(Emulators.class, type -> Emulators.start(LOGS), Emulators.class);
    if (parameter.getParameter().getType() == Emulators.class) {
      return emulators;
    }
    var testClass = outermostClass(context);
    return testClass
        .getStore(NAMESPACE)
        .computeIfAbsent(LocalStack.class, type -> start(emulators, testClass), LocalStack.class);
  }

  private static LocalStack start(Emulators emulators, ExtensionContext testClass) {
    var project = newProject(testClass.getRequiredTestClass().getSimpleName());
    return LocalStack.start(emulators, project, LOGS.resolve(project), Map.of());
  }

  /** Returns a project id that earlier runs have not used on the same emulators. */
  public static String newProject(String name) {
    var start = name.toLowerCase(Locale.ROOT);
    return start.substring(0, Math.min(start.length(), 21))
        + "-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    return context
        .getParent()
        .filter(parent -> parent.getTestClass().isPresent())
        .map(LocalStackExtension::outermostClass)
        .orElse(context);
  }
}
