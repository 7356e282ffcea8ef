package dev.segue.http.members;

import com.google.cloud.functions.HttpResponse;
import dev.segue.http.Response;
import dev.segue.members.MemberDirectory;
import dev.segue.members.Page;
import dev.segue.segment.Segment;
import java.io.IOException;
import java.util.Optional;

/**
 * All members of a segment, of which one page at a time is held.
 *
 * @param first read before anything is sent, so that it can still fail in good order
 */
record MemberStream(MemberDirectory directory, Segment segment, MediaType type, Page first)
    implements Response {
  private static final int PAGE_SIZE = 1_000;

  static MemberStream of(MemberDirectory directory, Segment segment, MediaType type) {
    var first = directory.page(segment, Optional.empty(), PAGE_SIZE);
    return new MemberStream(directory, segment, type, first);
  }

  @Override
  public void writeTo(HttpResponse response) throws IOException {
    response.setContentType(type.header());
    var writer = MemberWriter.of(type, response.getOutputStream());
    write(first, writer);
    for (var next = first.next(); next.isPresent(); ) {
      var page = directory.page(segment, next, PAGE_SIZE);
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
