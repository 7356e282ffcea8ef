package dev.segue.http.members;

import com.google.cloud.functions.HttpResponse;
import dev.segue.http.Response;
import dev.segue.members.Page;
import dev.segue.segment.UserId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * All members of a segment, with one page at a time in memory.
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
  public void writeHeadTo(HttpResponse response) {
    response.setContentType(format.contentType());
  }

  @Override
  public void writeTo(HttpResponse response) throws IOException {
    writeHeadTo(response);
    var out = new BufferedOutputStream(response.getOutputStream());
    out.write(format.head());
    write(first, out);
    for (var next = first.next(); next.isPresent(); ) {
      var page = pages.apply(next);
      write(page, out);
      next = page.next();
    }
  }

  /** Flushes, so that a later fault cuts the connection instead of replacing what was sent. */
  private void write(Page page, OutputStream out) throws IOException {
    for (var member : page.members()) {
      out.write(format.line(MemberBody.of(member)));
    }
    out.flush();
  }
}
