package dev.segue;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.Settings;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubDeadLetterPublisher;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.segment.Rules;
import java.time.Clock;

/** What {@link SegmentUser} needs, put together. */
final class SegmentUserWiring {
  private SegmentUserWiring() {}

  static HandleEvent of(Settings settings, JsonLog output) {
    var shared = RecomputeWiring.of(settings, output);
    return of(settings, output, shared.topics(), shared.rules(), shared.recompute());
  }

  static HandleEvent of(
      Settings settings,
      JsonLog output,
      TopicAdminClient topics,
      Rules rules,
      RecomputeSegment recompute) {
    return new HandleEvent(
        new UserEventDecoder(settings.usersName(), rules.fields()),
        recompute,
        new PubSubDeadLetterPublisher(
            topics, TopicName.of(settings.project(), settings.deadLetterTopic())),
        output,
        settings.project(),
        Clock.systemUTC());
  }
}
