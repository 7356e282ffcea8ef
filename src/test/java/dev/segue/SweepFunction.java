package dev.segue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;

/** The deployed sweep, its answers and its log. */
record SweepFunction(FunctionProcess process) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts one, which ends with the stack. */
  static SweepFunction start(LocalStack stack, Map<String, String> environment) {
    return new SweepFunction(stack.startFunction("dev.segue.Sweep", environment));
  }

  HttpAnswer sweep() {
    return answer("POST", "");
  }

  HttpAnswer sweep(int first, int last) {
    return answer("POST", "{\"shards\": [%s, %s]}".formatted(first, last));
  }

  HttpAnswer repair(List<String> users) {
    return answer("POST", JSON.valueToTree(Map.of("users", users)).toString());
  }

  HttpAnswer replay(String subscription) {
    return answer("POST", JSON.valueToTree(Map.of("dead_letters", subscription)).toString());
  }

  HttpAnswer answer(String method, String body) {
    return HttpAnswer.of(process.url(), method, body);
  }

  List<JsonNode> lines(String outcome, String user) {
    var hash = new UserId(user).hash().substring(0, 16);
    return lines().stream()
        .filter(line -> line.path("user_hash").asText().equals(hash))
        .filter(line -> line.path("outcome").asText().equals(outcome))
        .toList();
  }

  List<JsonNode> lines() {
    return process.log();
  }
}
