import {initializeApp} from "firebase-admin/app";
import {getAuth, type UserRecord} from "firebase-admin/auth";
import {getFirestore, type Timestamp} from "firebase-admin/firestore";
import {logger} from "firebase-functions";
import {onMessagePublished} from "firebase-functions/v2/pubsub";

initializeApp();
const auth = getAuth();
const segments = getFirestore().collection("segments");

/** Without `retry`, a message is lost if its delivery fails. */
export const onSegmentChange = onMessagePublished(
  {topic: "segment-changes", retry: true},
  async ({data: {message}}) => {
    let uid: unknown;
    try {
      uid = message.json.user_id;
      if (typeof uid !== "string") {
        throw new TypeError(`user_id is ${JSON.stringify(uid)}`);
      }
    } catch (error) {
      // An exception would repeat the delivery for days.
      logger.error(`message ${message.messageId} is not a segment change: ${error}`);
      return;
    }
    await bringInLine(uid);
  },
);

/**
 * Repeats until the claims are what `segments/{uid}` holds.
 *
 * Auth has no conditional write, so a call that has read an older segment may write last. Its next
 * look finds the newer segment; if it dies before, its message is delivered again.
 */
async function bringInLine(uid: string): Promise<void> {
  for (;;) {
    const [user, document] = await Promise.all([accountOf(uid), segments.doc(uid).get()]);
    const segment: string = document.get("segment") ?? "none";
    const changed_at = microseconds(document.get("changed_at"));
    const claims = user?.customClaims ?? {};
    if (!user || (claims.segment === segment && claims.changed_at === changed_at)) {
      return;
    }
    // Replaces all claims.
    await auth.setCustomUserClaims(uid, {...claims, segment, changed_at});
  }
}

/** Returns nothing if there is no account. Those of Auth have ids of at most 128 characters. */
async function accountOf(uid: string): Promise<UserRecord | undefined> {
  return uid.length > 128 ? undefined : (await auth.getUsers([{uid}])).users[0];
}

/** A deleted user's document expires after 30 days. */
function microseconds(time?: Timestamp): number {
  return time ? time.seconds * 1_000_000 + time.nanoseconds / 1_000 : 0;
}
