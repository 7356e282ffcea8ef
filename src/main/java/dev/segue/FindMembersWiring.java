package dev.segue;

import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreMemberStore;
import dev.segue.google.GoogleClients;
import dev.segue.http.members.MembersApi;
import dev.segue.logging.JsonLog;
import dev.segue.members.MemberDirectory;
import java.util.Map;

/** What {@link FindMembers} needs, put together: Firestore alone. */
final class FindMembersWiring {
  private FindMembersWiring() {}

  static MembersApi of(Settings settings, JsonLog output) {
    var rules = RulesFile.read(settings.rules());
    var project = settings.project();
    var database = settings.database();
    var emulator = settings.firestoreEmulator();
    var members =
        new FirestoreMemberStore(
            GoogleClients.firestore(project, database, emulator),
            GoogleClients.firestore(
                project, database, emulator, FirestoreMemberStore.COUNT_DEADLINE),
            settings.users(),
            settings.segments(),
            rules);
    WarmUp.start(Map.of("Firestore", members::warmUp)).await(output);
    return new MembersApi(new MemberDirectory(rules, members), settings.segmentsName(), output);
  }
}
