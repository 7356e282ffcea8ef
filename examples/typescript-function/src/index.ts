import {initializeApp} from "firebase-admin/app";
import {getFirestore} from "firebase-admin/firestore";
import {logger} from "firebase-functions";
import {onMessagePublished} from "firebase-functions/v2/pubsub";
import {changeOf, type SegmentChange} from "./change.js";

initializeApp();
const firestore = getFirestore();
const customers = firestore.collection("customers");

/** Without `retry`, a message whose delivery failed would be gone. */
export const onSegmentChange = onMessagePublished(
  {topic: "segment-changes", retry: true},
  async ({data: {message}}) => {
    let change: SegmentChange;
    try {
      change = changeOf(message.json);
    } catch (error) {
      // To throw would have it come again for days.
      logger.error(`message ${message.messageId} is no segment change: ${error}`);
      return;
    }
    await keep(change);
  },
);

/**
 * Keeps a change unless a newer one of the same customer is held. A user who is gone keeps a
 * document, or a late message would bring them back.
 *
 * Written only where the document is still as it was read, which fails where somebody else was
 * faster; a transaction would lock it, for a minute if this instance died.
 */
async function keep({user_id, segment, revision, changed_at}: SegmentChange): Promise<void> {
  const customer = customers.doc(user_id);
  const held = await customer.get();
  if (changed_at <= (held.get("segment_changed_at") ?? 0)) {
    return;
  }
  const fields = {segment, segment_revision: revision, segment_changed_at: changed_at};
  await (held.exists
    ? customer.update(fields, {lastUpdateTime: held.updateTime})
    : customer.create(fields));
}
