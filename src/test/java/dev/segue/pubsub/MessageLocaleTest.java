package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.SampleChanges;
import dev.segue.segment.UserId;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes the default locale")
class MessageLocaleTest {
  private static final URI SOURCE = URI.create("//source");

  @Test
  void a_message_is_the_same_in_every_locale() {
    var user = new UserId("alice");
    var change = SampleChanges.largest().getFirst();
    var expected = PubSubChangePublisher.message(SOURCE, user, change);
    var locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      assertThat(PubSubChangePublisher.message(SOURCE, user, change)).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
    }
  }
}
