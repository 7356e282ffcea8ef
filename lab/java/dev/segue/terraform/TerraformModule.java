package dev.segue.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** `terraform/` in a copy of the repository, because to use it leaves files. */
final class TerraformModule {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> LEFT_OUT =
      List.of(".git", "target", ".terraform", ".terraform.lock.hcl", "node_modules", ".venv");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Command command;
  private final String terraform;

  private TerraformModule(Path repository, String terraform) throws IOException {
    this.terraform = terraform;
    this.command =
        new Command(repository.resolve("terraform"))
            .writeTo(Files.createTempFile("terraform", ".log"));
  }

  static TerraformModule copiedTo(Path folder) throws IOException, InterruptedException {
    copy(Path.of(""), folder);
    var named = System.getenv("TERRAFORM");
    var terraform = named.contains("/") ? Path.of(named).toAbsolutePath().toString() : named;
    var module = new TerraformModule(folder, terraform);
    module.command.ask(PATIENCE, "", terraform, "init", "-backend=false", "-input=false");
    return module;
  }

  /** Returns what an expression comes to, with no variable set but the project. */
  JsonNode evaluate(String expression, String project) throws IOException, InterruptedException {
    var question = "jsonencode(%s)\n".formatted(expression);
    var answer =
        command.ask(PATIENCE, question, terraform, "console", "-var", "project_id=" + project);
    return JSON.readTree(JSON.readTree(answer).textValue());
  }

  /** Copies files and folders, executable where they are. */
  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        var copy = to.resolve(file.getFileName());
        if (LEFT_OUT.contains(file.getFileName().toString())) {
          continue;
        }
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        if (Files.isDirectory(file)) {
          copy(file, copy);
        }
      }
    }
  }
}
