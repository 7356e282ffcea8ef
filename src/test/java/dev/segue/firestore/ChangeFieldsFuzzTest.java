package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.SampleChanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeFieldsFuzzTest {
  private static final int LONGEST_FAULT = 200;
  private static final Map<String, Object> GOOD =
      ChangeFields.ofChange(SampleChanges.largest().getFirst());

  private int read;
  private int refused;

  @Test
  void an_edited_pending_change_is_read_and_written_unchanged_or_unreadable() {
    Fuzz.tries(5_000, ChangeFieldsFuzzTest::edited, this::isReadOrRefused);

    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private static Map<String, Object> edited(Draw draw) {
    var fields = new HashMap<>(GOOD);
    for (int i = draw.below(3); i > 0; i--) {
      edit(draw, fields);
    }
    return fields;
  }

  private static void edit(Draw draw, Map<String, Object> fields) {
    var field = draw.oneOf(fields.keySet().stream().sorted().toList());
    if (draw.once(4)) {
      fields.remove(field);
    } else {
      fields.put(field, value(draw));
    }
  }

  private static Object value(Draw draw) {
    return draw.oneOf(
        Arrays.asList(
            null,
            true,
            (long) draw.below(3),
            Long.MIN_VALUE,
            Double.NaN,
            OddText.draw(draw),
            "sweep",
            "SWEEP",
            Timestamp.MIN_VALUE,
            Timestamp.MAX_VALUE,
            new ArrayList<>(List.of("x")),
            new HashMap<>(Map.of("rule", 7L)),
            GOOD));
  }

  private void isReadOrRefused(Map<String, Object> fields) {
    try {
      var change = ChangeFields.change(new FieldReader("segments/alice", fields));
      read++;
      assertThat(ChangeFields.ofChange(change)).containsAllEntriesOf(fields);
    } catch (PermanentFailureException e) {
      refused++;
      assertThat(e.fault()).hasSizeLessThan(LONGEST_FAULT);
    }
  }
}
