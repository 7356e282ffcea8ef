package dev.segue;

import dev.segue.firestore.FirestoreMemberStore;
import dev.segue.http.MembersApi;
import dev.segue.logging.JsonLog;
import dev.segue.members.MemberDirectory;
import dev.segue.rpc.GoogleClients;
import java.util.Map;

/** What {@link FindMembers} needs, put together: Firestore alone. */
final class FindMembersWiring {
  private FindMembersWiring() {}

  /**
   * Returns what the environment asks for, warm.
   *
   * @throws ConfigurationException as {@link Wiring#fromEnvironment()}
   */
  static MembersApi fromEnvironment() {
    return Wiring.fromEnvironment(FindMembersWiring::from);
  }

  static MembersApi from(Settings settings, JsonLog output) {
    var rules = Wiring.rules(settings);
    var members =
        new FirestoreMemberStore(
            GoogleClients.firestore(
                settings.project(), settings.database(), settings.firestoreEmulator()),
            settings.segments());
    WarmUp.run(output, Map.of("Firestore", members::warmUp));
    var collection =
        "projects/%s/databases/%s/documents/%s"
            .formatted(settings.project(), settings.database(), settings.segments());
    return new MembersApi(new MemberDirectory(rules, members), collection, output);
  }
}
