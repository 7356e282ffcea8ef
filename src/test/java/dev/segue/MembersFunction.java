package dev.segue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.http.OpenApi;
import dev.segue.local.Emulators;
import dev.segue.local.FunctionProcess;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The deployed FindMembers, which asks Firestore through a proxy and cannot reach Pub/Sub at all.
 */
record MembersFunction(
    FunctionProcess process, GrpcProxy firestore, OpenApi description, MembersClient client)
    implements AutoCloseable {
  static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  static final String COUNT = "google.firestore.v1.Firestore/RunAggregationQuery";
  static final String GET = "google.firestore.v1.Firestore/BatchGetDocuments";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts one that ends with the stack. */
  static MembersFunction start(LocalStack stack, Emulators emulators, Map<String, String> settings)
      throws IOException {
    var firestore = GrpcProxy.to(emulators.firestoreHost());
    var environment = stack.environment();
    environment.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
    environment.putAll(settings);
    var process = stack.startFunction("dev.segue.FindMembers", environment);
    var description = new OpenApi();
    var client = new MembersClient(process.url(), description);
    return new MembersFunction(process, firestore, description, client);
  }

  /** Takes back faults, and forgets the calls that were made. */
  void heal() {
    firestore.heal();
    firestore.forget();
  }

  /** The lines it has logged so far. */
  List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : process.stdout()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Override
  public void close() {
    client.close();
    firestore.close();
  }
}
