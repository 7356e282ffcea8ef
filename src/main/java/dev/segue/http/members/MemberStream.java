package dev.segue.http.members;

import com.google.cloud.functions.HttpResponse;
import dev.segue.http.Response;
import dev.segue.members.Page;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * All members of a segment, of which one page at a time is held in memory.
 *
 * @param pages returns the page after a user, or the first one
 * @param first read before anything is sent, so that a fault can still be answered with a problem
 */
record MemberStream(MemberFormat format, Function<Optional<UserId>, Page> pages, Page first)
    implements Response {

  static MemberStream of(MemberFormat format, Function<Optional<UserId>, Page> pages) {
    return new MemberStream(format, pages, pages.apply(Optional.empty()));
  }

  @Override
  public void writeTo(HttpResponse response) throws IOException {
    response.setContentType(format.contentType());
    var writer = format.writer(response.getOutputStream());
    write(first, writer);
    for (var next = first.next(); next.isPresent(); ) {
      var page = pages.apply(next);
      write(page, writer);
      next = page.next();
    }
  }

  /** Flushes, so that a fault from now on cuts what was sent instead of replacing it. */
  private static void write(Page page, MemberWriter writer) throws IOException {
    for (var member : page.members()) {
      writer.write(MemberBody.of(member));
    }
    writer.flush();
  }
}
