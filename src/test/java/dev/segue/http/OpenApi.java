package dev.segue.http;

import static java.util.stream.Collectors.toCollection;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds answers against {@code docs/openapi.yaml}. */
public final class OpenApi {
  private static final Path FILE = Path.of("docs", "openapi.yaml");
  private static final String LOCATION = "https://segue.dev/openapi#";
  private static final Set<String> OF_CLOUD_RUN = Set.of("401", "403");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> seen = new TreeSet<>();
  private final JsonNode document;
  private final JsonSchemaFactory schemas;

  public OpenApi() throws IOException {
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    document = JSON.valueToTree(yaml);
    var source = document.toString();
    schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders -> loaders.schemas(Map.of("https://segue.dev/openapi", source))));
  }

  /** Fails unless this answer to a GET of {@code path}, as the document spells it, is described. */
  public void check(String path, HttpResponse<String> answer) {
    var mediaType = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    var pointer =
        responses(path) + "/" + answer.statusCode() + "/content/" + escaped(mediaType) + "/schema";
    assertThat(resolve(pointer).isMissingNode()).as("%s is described", pointer).isFalse();
    for (var name : headers(responses(path) + "/" + answer.statusCode())) {
      assertThat(answer.headers().firstValue(name)).as(name).isPresent();
    }
    switch (mediaType) {
      case "application/x-ndjson" ->
          answer.body().lines().forEach(line -> checkBody("/components/schemas/Member", line));
      case "text/csv" ->
          checkBody(pointer, JSON.getNodeFactory().textNode(answer.body()).toString());
      default -> checkBody(pointer, answer.body());
    }
    seen.add("%s %d %s".formatted(path, answer.statusCode(), mediaType));
  }

  /** Fails unless a program would have got an answer of this status, too, with these headers. */
  public void checkPage(String path, HttpResponse<String> answer) {
    var response = responses(path) + "/" + answer.statusCode();
    assertThat(resolve(response).isMissingNode()).as("%s is described", response).isFalse();
    for (var name : headers(response)) {
      assertThat(answer.headers().firstValue(name)).as(name).isPresent();
    }
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  /** Fails unless the body of this answer is a problem as described. */
  public void checkProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    checkBody("/components/schemas/Problem", answer.body());
  }

  /** The answers that were checked, each as path, status and media type. */
  public Set<String> seen() {
    return seen;
  }

  /** All answers that the function itself can give, in the same form. */
  public Set<String> described() {
    return names(document.at("/paths")).stream()
        .flatMap(
            path ->
                names(resolve(responses(path))).stream()
                    .filter(status -> !OF_CLOUD_RUN.contains(status))
                    .flatMap(
                        status ->
                            names(resolve(responses(path) + "/" + status + "/content")).stream()
                                .map(type -> path + " " + status + " " + type)))
        .collect(toCollection(TreeSet::new));
  }

  private void checkBody(String pointer, String body) {
    var schema = schemas.getSchema(SchemaLocation.of(LOCATION + resolved(pointer)));
    var faults =
        schema.validate(
            body,
            InputFormat.JSON,
            execution -> execution.getExecutionConfig().setFormatAssertionsEnabled(true));
    assertThat(faults).as(body).isEmpty();
  }

  private List<String> headers(String pointer) {
    return names(resolve(pointer + "/headers"));
  }

  private JsonNode resolve(String pointer) {
    return document.at(resolved(pointer));
  }

  /** Returns the pointer with a reference on the way to the status followed. */
  private String resolved(String pointer) {
    var parts = pointer.split("/", 6 + 1);
    if (parts.length < 6 || !parts[1].equals("paths")) {
      return pointer;
    }
    var status = String.join("/", List.of(parts).subList(0, 6));
    var reference = document.at(status + "/$ref").asText("#" + status).substring(1);
    return parts.length == 6 ? reference : reference + "/" + parts[6];
  }

  private static String responses(String path) {
    return "/paths/" + escaped(path) + "/get/responses";
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static List<String> names(JsonNode object) {
    Iterable<String> names = object::fieldNames;
    return StreamSupport.stream(names.spliterator(), false).toList();
  }
}
