package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream of all members of a large segment, from the deployed function with little memory: 20,000
 * ids of the largest size, 30 MB in all, through a heap of 40 MB.
 *
 * <p>With {@code -Dsegue.members=100000 -Dsegue.heap=128m} it takes minutes, as the emulator reads
 * every document for every page.
 */
@ExtendWith(LocalStackExtension.class)
@Isolated("its pages take the emulator up to 5 s, the deadline of a call")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersStreamIT {
  private static final int MEMBERS = Integer.getInteger("segue.members", 20_000);
  private static final String HEAP = System.getProperty("segue.heap", "40m");
  private static final String LONG = "x".repeat(1_488);

  private final HttpClient http = HttpClient.newHttpClient();
  private final GrpcProxy firestore;
  private final MembersFunction function;

  FindMembersStreamIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    new SegmentDocuments(stack.firestore())
        .put("subscriber", IntStream.range(0, MEMBERS).mapToObj(FindMembersStreamIT::id).toList());
    function = new MembersFunction(stack, emulators, Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP));
    firestore = function.firestore;
  }

  @AfterEach
  void heal() {
    function.heal();
  }

  @AfterAll
  void disconnect() {
    http.close();
    function.close();
  }

  @Test
  void a_stream_has_every_member_once_and_in_order() throws Exception {
    firestore.forget();
    int members = 0;
    try (var lines = lines("members.csv")) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("user-")) {
          assertThat(line).startsWith("\"" + id(members) + "\",");
          members++;
        }
      }
    }

    assertThat(members).isEqualTo(MEMBERS);
    assertThat(firestore.calls()).hasSize(MEMBERS / 1_000).containsOnly(MembersFunction.QUERY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"members.csv", "members.ndjson"})
  void a_stream_is_cut_if_firestore_fails_so_that_the_client_notices(String path)
      throws IOException {
    firestore.inject(
        MembersFunction.QUERY, new Fault.None(), new Fault.Refuse(Status.PERMISSION_DENIED));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              try (var lines = lines(path)) {
                assertThat(lines.lines().count()).isPositive();
              } catch (UncheckedIOException e) {
                throw e.getCause();
              }
            });
    assertThat(function.process.stdout()).anyMatch(line -> line.contains("PERMISSION_DENIED"));
    assertThat(function.process.stderr()).contains("a stream of members was cut");
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "user-%06d%s", number, LONG);
  }

  private BufferedReader lines(String path) throws IOException, InterruptedException {
    var url = function.process.url().resolve(path + "?segment=subscriber");
    HttpResponse<InputStream> answer =
        http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }
}
