package dev.segue.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** `terraform/` in a copy of the repository, because to use it leaves files. */
final class TerraformModule {
  private static final List<String> LEFT_OUT =
      List.of(".git", "target", ".terraform", ".terraform.lock.hcl", "node_modules", ".venv");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Program program;
  private final String terraform;

  private TerraformModule(Path repository, String terraform) {
    this.terraform = terraform;
    program = Program.in(repository.resolve("terraform"));
  }

  static TerraformModule copiedTo(Path folder) throws IOException, InterruptedException {
    copy(Path.of(""), folder);
    var named = System.getenv("TERRAFORM");
    var terraform = named.contains("/") ? Path.of(named).toAbsolutePath().toString() : named;
    var module = new TerraformModule(folder, terraform);
    module.program.run(terraform, "init", "-backend=false", "-input=false").succeeded();
    return module;
  }

  /** Returns what an expression comes to, with no variable set but the project. */
  JsonNode evaluate(String expression, String project) throws IOException, InterruptedException {
    var command =
        "echo \"jsonencode($1)\" | '%s' console -var project_id=%s".formatted(terraform, project);
    var answer = program.run("bash", "-c", command, "bash", expression).succeeded();
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
