package dev.segue.http.members;

import static dev.segue.http.members.MediaType.CSV;
import static dev.segue.http.members.MediaType.JSON;
import static dev.segue.http.members.MediaType.NDJSON;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.JsonResponse;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import dev.segue.http.Response;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.members.MemberDirectory;
import dev.segue.members.UnknownSegmentException;
import dev.segue.segment.Segment;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers questions about members over HTTP, as {@code docs/openapi.yaml} describes. */
public final class MembersApi {
  private static final String SEGMENT = "segment";
  private static final String PAGE_SIZE = "page_size";
  private static final String PAGE_TOKEN = "page_token";

  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1_000;

  private final MemberDirectory directory;
  private final PageTokens tokens;
  private final JsonLog log;

  /**
   * @param collection full name of the collection that is read, which binds page tokens to it
   */
  public MembersApi(MemberDirectory directory, String collection, JsonLog log) {
    this.directory = directory;
    this.tokens = new PageTokens(collection);
    this.log = log;
  }

  /** Answers, with a problem where need be. What is thrown is unforeseen, or cuts a stream. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.appendHeader("Cache-Control", "no-store");
    response.appendHeader("X-Content-Type-Options", "nosniff");
    answer(request).writeTo(response);
  }

  private Response answer(HttpRequest request) {
    try {
      return answer(Request.of(request));
    } catch (ProblemException e) {
      return e.problem().response();
    } catch (UnknownSegmentException e) {
      return MemberProblems.unknownSegment(e.getMessage(), e.known()).response();
    } catch (UnreadableSegmentException e) {
      log.write(Severity.ERROR, "unreadable segment document: " + e.fault(), Map.of());
      return MemberProblems.unreadableSegment(e.fault()).response();
    } catch (UnavailableException e) {
      log.write(Severity.ERROR, e.getMessage(), Map.of());
      return Problem.unavailable("Firestore").response();
    }
  }

  private Response answer(Request request) {
    var path = request.path();
    var isUser = path.size() == 2 && path.getFirst().equals("users");
    if (!isUser && !path.isEmpty() && !path.equals(List.of("segments"))) {
      throw new ProblemException(MemberProblems.noSuchPath());
    }
    if (!request.method().equals("GET")) {
      throw new ProblemException(Problem.methodNotAllowed(request.method(), "GET"));
    }
    return path.isEmpty()
        ? members(request)
        : isUser ? user(request, path.getLast()) : segments(request);
  }

  private Response members(Request request) {
    var type = choose(request, JSON, NDJSON, CSV);
    if (type != JSON) {
      var parameters = request.parameters().allow(SEGMENT);
      return MemberStream.of(directory, segment(parameters), type);
    }
    var parameters = request.parameters().allow(SEGMENT, PAGE_SIZE, PAGE_TOKEN);
    var segment = segment(parameters);
    var size = parameters.number(PAGE_SIZE, DEFAULT_SIZE, 1, LARGEST_SIZE);
    var after = parameters.text(PAGE_TOKEN).map(token -> last(segment, token));
    return JsonResponse.ok(PageBody.of(segment, directory.page(segment, after, size), tokens));
  }

  private Response segments(Request request) {
    choose(request, JSON);
    request.parameters().allow();
    return JsonResponse.ok(SegmentsBody.of(directory.segments()));
  }

  private Response user(Request request, String id) {
    choose(request, JSON);
    request.parameters().allow();
    return userId(id)
        .flatMap(directory::find)
        .<Response>map(user -> JsonResponse.ok(UserBody.of(user)))
        .orElseGet(() -> MemberProblems.unknownUser(id).response());
  }

  private static MediaType choose(Request request, MediaType... offered) {
    var types = List.of(offered);
    return Accept.parse(request.accept())
        .choose(types)
        .orElseThrow(
            () ->
                new ProblemException(
                    MemberProblems.notAcceptable(
                        types.stream().map(MediaType::toString).toList())));
  }

  private Segment segment(Parameters parameters) {
    return directory.segment(parameters.text(SEGMENT).orElse(""));
  }

  private UserId last(Segment segment, String token) {
    return tokens
        .read(segment, token)
        .orElseThrow(() -> Parameters.bad(PAGE_TOKEN, "is not from this query"));
  }

  /** Returns no id where there can be no such user. */
  private static Optional<UserId> userId(String id) {
    try {
      return Optional.of(new UserId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
