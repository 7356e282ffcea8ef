package dev.segue.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What Terraform makes of files that change beside it. */
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class TerraformModuleIT {
  private static final String PROJECT = "acme-prod";

  /** The files that no pattern of what to leave out matches, by the archive provider's matcher. */
  private static final String ARCHIVED =
      """
      setsubtract(fileset("..", "**"), flatten([for it in module.build[0].source_excludes : \
      concat(tolist(fileset("..", it)), tolist(fileset("..", "${it}/**")))]))""";

  @TempDir private Path repository;

  private TerraformModule module;

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    module = TerraformModule.copiedTo(repository);
  }

  @Test
  void a_field_that_leaves_the_schema_keeps_its_column() throws Exception {
    edit("src/main/avro/segment-change.avsc", "\"name\": \"event_id\"", "\"name\": \"origin\"");

    assertThat(texts(module.evaluate("module.bigquery.message_columns[*].name", PROJECT)))
        .contains("event_id")
        .doesNotContain("origin");
    assertThat(texts(module.evaluate("module.bigquery.fields_without_column", PROJECT)))
        .containsExactly("origin STRING");
  }

  @Test
  void a_column_does_not_change_its_type() throws Exception {
    edit(
        "src/main/avro/segment-change.avsc",
        "\"type\": \"long\", \"doc\"",
        "\"type\": \"int\", \"doc\"");
    edit(
        "terraform/modules/bigquery/columns.tf",
        "\"revision\", type = \"INTEGER\"",
        "\"revision\", type = \"FLOAT\"");

    assertThat(texts(module.evaluate("module.bigquery.fields_without_column", PROJECT)))
        .containsExactly("revision INTEGER");
  }

  @Test
  void the_archive_has_what_the_build_needs_whatever_lies_about() throws Exception {
    assertThat(texts(module.evaluate("module.build[0].source_excludes", PROJECT)))
        .doesNotContain(".");
    var before = texts(module.evaluate(ARCHIVED, PROJECT));
    var litter =
        ".DS_Store .#pom.xml [x].txt {a,b} pom.xml.orig mvnw2 build/pom.xml.orig src/other/A.java m"
            + " src/main/java/.#A.java src/main/resources/segments.yaml~ .mvn/.DS_Store srcs/a";
    for (var name : litter.split(" ", -1)) {
      write(name);
    }
    write("src/main/resources/a[1].yaml");

    var after = texts(module.evaluate(ARCHIVED, PROJECT));

    assertThat(before)
        .contains(
            "mvnw",
            "pom.xml",
            "build/pom.xml",
            ".mvn/wrapper/maven-wrapper.properties",
            "src/main/resources/segments.yaml");
    assertThat(before)
        .allMatch(name -> name.matches("mvnw|(build/)?pom\\.xml|\\.mvn/.+|src/main/.+"));
    assertThat(after).contains("src/main/resources/a[1].yaml").containsAll(before);
    assertThat(after).hasSize(before.size() + 1);
  }

  private void write(String name) throws IOException {
    var file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  private void edit(String name, String from, String to) throws IOException {
    var file = repository.resolve(name);
    var text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::textValue).toList();
  }
}
