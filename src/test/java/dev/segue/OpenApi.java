package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Checks answers of FindMembers against {@code docs/openapi.yaml}. */
final class OpenApi {
  private static final Path FILE = Path.of("docs", "openapi.yaml");
  private static final String LOCATION = "https://segue.dev/openapi";
  private static final Set<String> OF_CLOUD_RUN = Set.of("401", "403");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> seen = new TreeSet<>();
  private final JsonNode document;
  private final JsonSchemaFactory schemas;

  OpenApi() throws IOException {
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    document = JSON.valueToTree(yaml);
    for (var path : document.get("paths")) {
      for (var response : path.at("/get/responses").properties()) {
        if (response.getValue().has("$ref")) {
          response.setValue(document.at(response.getValue().get("$ref").asText().substring(1)));
        }
      }
    }
    schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders -> loaders.schemas(Map.of(LOCATION, document.toString()))));
  }

  /** Requires that an answer to a GET of {@code path} is described. */
  void check(String path, HttpResponse<String> answer) {
    var mediaType = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    var schema = response(path, answer) + "/content/" + escaped(mediaType) + "/schema";
    assertThat(document.at(schema).isMissingNode()).as("%s is described", schema).isFalse();
    switch (mediaType) {
      case "application/x-ndjson" ->
          answer.body().lines().forEach(line -> checkBody("/components/schemas/Member", line));
      case "text/csv" -> checkBody(schema, JSON.valueToTree(answer.body()).toString());
      default -> checkBody(schema, answer.body());
    }
    seen.add("%s %s %s".formatted(path, answer.statusCode(), mediaType));
  }

  /** Requires a page, with a status and headers as described for programs. */
  void checkPage(String path, HttpResponse<String> answer) {
    response(path, answer);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  /** Requires a problem as described. */
  void checkProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    checkBody("/components/schemas/Problem", answer.body());
  }

  /** The answers that were checked, each as path, status and media type. */
  Set<String> seen() {
    return seen;
  }

  /** All answers that the function itself can give, in the same form. */
  Set<String> described() {
    var described = new TreeSet<String>();
    for (var path : document.get("paths").properties()) {
      for (var response : path.getValue().at("/get/responses").properties()) {
        for (var content : response.getValue().path("content").properties()) {
          described.add(String.join(" ", path.getKey(), response.getKey(), content.getKey()));
        }
      }
    }
    described.removeIf(answer -> OF_CLOUD_RUN.contains(answer.split(" ", 3)[1]));
    return described;
  }

  /** Returns the pointer to the response, whose status and headers must be as described. */
  private String response(String path, HttpResponse<String> answer) {
    var pointer = "/paths/%s/get/responses/%s".formatted(escaped(path), answer.statusCode());
    assertThat(document.at(pointer).isMissingNode()).as("%s is described", pointer).isFalse();
    for (var header : document.at(pointer).path("headers").properties()) {
      assertThat(answer.headers().firstValue(header.getKey())).as(header.getKey()).isPresent();
    }
    return pointer;
  }

  private void checkBody(String pointer, String body) {
    var schema = schemas.getSchema(SchemaLocation.of(LOCATION + "#" + pointer));
    var faults =
        schema.validate(
            body,
            InputFormat.JSON,
            execution -> execution.getExecutionConfig().setFormatAssertionsEnabled(true));
    assertThat(faults).as(body).isEmpty();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
