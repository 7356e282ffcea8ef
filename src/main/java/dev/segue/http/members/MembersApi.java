package dev.segue.http.members;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import dev.segue.http.Response;
import dev.segue.http.members.html.Links;
import dev.segue.logging.JsonLog;
import dev.segue.members.MemberDirectory;
import dev.segue.members.Page;
import dev.segue.members.UnknownSegmentException;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.util.Optional;

/** Serves members over HTTP, as {@code docs/openapi.yaml} describes. */
public final class MembersApi {
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";

  private static final String SEGMENT = "segment";
  private static final String PAGE_SIZE = "page_size";
  private static final String PAGE_TOKEN = "page_token";
  private static final String ID = "id";

  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1_000;

  private final MemberDirectory directory;
  private final PageTokens tokens;
  private final MembersLog log;

  /**
   * @param collection full name of the collection of segment documents; page tokens of another one
   *     are refused
   */
  public MembersApi(MemberDirectory directory, String collection, JsonLog log) {
    this.directory = directory;
    this.tokens = new PageTokens(collection);
    this.log = new MembersLog(log);
  }

  /** Responds, with a problem if the request fails. An exception cuts a stream, or is a bug. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.appendHeader("Cache-Control", "no-store");
    response.appendHeader("X-Content-Type-Options", "nosniff");
    response.appendHeader("Vary", "Accept");
    try {
      var answer = respond(request);
      if (request.getMethod().equals(HEAD)) {
        answer.writeHeadTo(response);
      } else {
        answer.writeTo(response);
      }
    } catch (UnavailableException e) {
      log.unavailable(e);
      throw new IOException("a stream of members was cut"); // No cause: it may name users.
    }
  }

  private Response respond(HttpRequest request) {
    Answers answers =
        Accept.prefersHtml(request)
            ? new HtmlAnswers(tokens, Links.from(request.getPath()))
            : new JsonAnswers(tokens);
    try {
      if (!request.getMethod().equals(GET) && !request.getMethod().equals(HEAD)) {
        throw new ProblemException(
            Problem.methodNotAllowed(request.getMethod(), GET + ", " + HEAD));
      }
      return respond(MembersRequest.of(request), answers);
    } catch (ProblemException e) {
      return answers.problem(e.problem());
    } catch (UnknownSegmentException e) {
      return answers.problem(MemberProblems.unknownSegment(e.getMessage(), e.known()));
    } catch (PermanentFailureException e) {
      log.unreadable(e);
      return answers.problem(MemberProblems.unreadableSegment(e.fault()));
    } catch (UnavailableException e) {
      log.unavailable(e);
      return answers.problem(Problem.unavailable("Firestore"));
    }
  }

  private Response respond(MembersRequest request, Answers answers) {
    return switch (request.path()) {
      case "/" ->
          answers instanceof HtmlAnswers && request.parameters().isEmpty()
              ? segments(answers)
              : page(request.allow(SEGMENT, PAGE_SIZE, PAGE_TOKEN), answers);
      case "/members.csv" -> stream(MemberFormat.CSV, request.allow(SEGMENT));
      case "/members.ndjson" -> stream(MemberFormat.NDJSON, request.allow(SEGMENT));
      case "/segments" -> {
        request.allow();
        yield segments(answers);
      }
      case "/users" -> user(request.allow(ID).required(ID), answers);
      default -> throw new ProblemException(MemberProblems.noSuchPath());
    };
  }

  private Response page(MembersRequest request, Answers answers) {
    var segment = segment(request);
    var size = request.number(PAGE_SIZE, DEFAULT_SIZE, 1, LARGEST_SIZE);
    var after = request.text(PAGE_TOKEN).map(token -> last(segment, token));
    return answers.page(segment, page(segment, after, size), size);
  }

  private Response stream(MemberFormat format, MembersRequest request) {
    var segment = segment(request);
    return MemberStream.of(format, after -> page(segment, after, LARGEST_SIZE));
  }

  private Page page(Segment segment, Optional<UserId> after, int size) {
    var page = directory.page(segment, after, size);
    log.read(segment, page);
    return page;
  }

  private Response segments(Answers answers) {
    var sizes = directory.segments();
    log.counted(sizes);
    return answers.segments(sizes);
  }

  private Response user(String id, Answers answers) {
    return UserId.ifValid(id)
        .flatMap(directory::find)
        .map(user -> answers.user(user, directory.trials(user.user())))
        .orElseGet(() -> answers.unknownUser(id));
  }

  private Segment segment(MembersRequest request) {
    return directory.segment(request.required(SEGMENT));
  }

  private UserId last(Segment segment, String token) {
    return tokens
        .read(segment, token)
        .orElseThrow(() -> MembersRequest.bad(PAGE_TOKEN, "is not from this query"));
  }
}
