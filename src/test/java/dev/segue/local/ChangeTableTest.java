package dev.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTableTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ChangeTable table =
      new ChangeTable(new Screen(new PrintStream(bytes, true, UTF_8), false), 6);

  @Test
  void columns_keep_their_places_with_any_content() {
    table.heading("AFTER", "THE USER");
    table.show(change("ada", "none", "trial", "event"), "7 ms", "signs up");
    table.show(change("a\tb\n\u0007c", "none", "trial", "backfill"), "", "");
    table.show(change("someone with a long id", "x".repeat(60), "trial", "event"), "", "");

    assertThat(bytes.toString(UTF_8).lines())
        .isEqualTo(
            List.of(
                "USER   SEGMENT                  REVISION  CAUSE        AFTER   THE USER",
                "ada    none → trial                    1  event         7 ms   signs up",
                "a�b��c none → trial                    1  backfill",
                "someo… xxxxxxxxxxxxxxxxxxxxxxx…        1  event"));
  }

  private static ReceivedChange change(String user, String from, String to, String cause) {
    return new ReceivedChange("id", user, from, to, 1, cause, 0);
  }
}
