import {initializeApp} from "firebase-admin/app";
import {getFirestore} from "firebase-admin/firestore";
import {logger} from "firebase-functions";
import {onMessagePublished} from "firebase-functions/v2/pubsub";
import {changeOf, type SegmentChange} from "./change.js";

initializeApp();
const firestore = getFirestore();
const customers = firestore.collection("customers");

/** Without `retry`, a message is lost if its delivery fails. */
export const onSegmentChange = onMessagePublished(
  {topic: "segment-changes", retry: true},
  async ({data: {message}}) => {
    let change: SegmentChange;
    try {
      change = changeOf(message.json);
    } catch (error) {
      // An exception would repeat the delivery for days.
      logger.error(`message ${message.messageId} is not a segment change: ${error}`);
      return;
    }
    await keep(change);
  },
);

/**
 * Stores a change unless the customer's document is as new. A deleted user keeps a document;
 * without it a late message would restore the user.
 *
 * The write fails if the document has changed since the read. A transaction would lock it instead,
 * for up to a minute if this instance dies.
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
