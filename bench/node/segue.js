// The same function as a Node developer would write it on firebase-functions, with Segue's guarantees:
// it reads the live documents, writes by compare and set, keeps what is unpublished in the segment
// document, publishes in order by the unary call, and locks nothing.
'use strict';

const {createHash} = require('node:crypto');
const {getApps, initializeApp} = require('firebase-admin/app');
const {FieldValue, getFirestore} = require('firebase-admin/firestore');
const {onDocumentWritten} = require('firebase-functions/v2/firestore');
const {v1} = require('@google-cloud/pubsub');

const project = process.env.GOOGLE_CLOUD_PROJECT;
const topic = `projects/${project}/topics/segment-changes`;
const source = `//firestore.googleapis.com/projects/${project}/databases/(default)`;
const rulesHash = '000000000000';
const segmentOf = new Map([
  ['trialing', 'trial'],
  ['active', 'subscriber'], ['subscribed', 'subscriber'],
  ['past_due', 'at_risk'], ['unpaid', 'at_risk'], ['paused', 'at_risk'],
  ['canceled', 'churned'],
  ['incomplete', 'prospect'], ['incomplete_expired', 'prospect'],
]);

if (getApps().length === 0) initializeApp({projectId: project});
const firestore = getFirestore();
const publisher = newPublisher(process.env.PUBSUB_EMULATOR_HOST);

const MAX_LOOKS = 10;
const REFUSED = new Set([5 /* NOT_FOUND */, 6 /* ALREADY_EXISTS */, 9 /* FAILED_PRECONDITION */]);
const FIELDS = ['subscription_status', 'segment', 'previous_segment', 'revision', 'changed_at',
  'as_of', 'seen', 'reason', 'rules', 'pending', 'pending_since'];

exports.segmentUser = onDocumentWritten('users/{userId}', async (event) => {
  const began = Date.now();
  const before = event.data.before;
  const after = event.data.after;
  const isUpdate = before.exists && after.exists;
  const outcome = isUpdate && statusOf(before) === statusOf(after)
    ? 'ignored'
    : await recompute(event.params.userId, event.id, after.exists ? undefined : before.updateTime);
  console.log(JSON.stringify({
    severity: 'INFO', message: 'event handled', outcome, event_id: event.id,
    user: createHash('sha256').update(event.params.userId).digest('hex').slice(0, 16),
    duration_ms: Date.now() - began,
  }));
});

async function recompute(id, eventId, deleted) {
  for (let look = 0; look < MAX_LOOKS; look++) {
    if (look > 0) await new Promise((resume) => setTimeout(resume, Math.random() * 50 * 2 ** look));
    const segment = firestore.doc(`segments/${id}`);
    const [user, held] = await firestore.getAll(
      firestore.doc(`users/${id}`), segment, {fieldMask: FIELDS});
    const decision = decide(user, held, eventId, deleted);
    const version = decision.fields ? await write(segment, held, decision.fields) : held.updateTime;
    if (decision.fields && !version) continue;
    if (decision.pending.length === 0) return 'unchanged';
    await publish(id, decision.pending);
    await settle(segment, version);
    return 'published';
  }
  throw new Error(`no room among others' writes after ${MAX_LOOKS} looks`);
}

/** What to write, if anything, and what is then pending. */
function decide(user, held, eventId, deleted) {
  const was = held.exists ? held.get('segment') ?? null : null;
  const pending = held.exists ? held.get('pending') ?? [] : [];
  const status = statusOf(user);
  const next = user.exists ? segmentOf.get(status) ?? 'prospect' : null;
  const marks = {as_of: user.readTime, seen: fingerprint(user)};
  const known = held.exists && held.get('seen') === marks.seen &&
    (!deleted || held.get('as_of').valueOf() > deleted.valueOf());
  if (next === was && known) return {pending};
  if (next === was) return {pending, fields: marks};
  const change = {
    revision: (held.exists ? held.get('revision') ?? 0 : 0) + 1,
    segment: next, previous_segment: was, cause: 'event', event_id: eventId,
    reason: {rule: next ?? 'gone', subscription_status: status ?? 'absent', values: []},
    rules: rulesHash, changed_at: user.readTime,
  };
  const {cause, event_id, ...kept} = change;
  return {
    pending: [...pending, change],
    fields: {
      ...kept, ...marks,
      pending: [...pending, change],
      pending_since: behindShard(user.id, [...pending, change][0].changed_at),
    },
  };
}

/** The version that was written; undefined if another call wrote meanwhile. */
async function write(segment, held, fields) {
  return unlessChanged(held.exists
    ? segment.update(fields, {lastUpdateTime: held.updateTime})
    : segment.create(fields));
}

async function settle(segment, version) {
  await unlessChanged(segment.update(
    {pending: [], pending_since: FieldValue.delete()}, {lastUpdateTime: version}));
}

async function unlessChanged(write) {
  try {
    return (await write).writeTime;
  } catch (e) {
    if (REFUSED.has(e.code)) return undefined;
    throw e;
  }
}

function fingerprint(document) {
  const version = document.exists ? `${document.ref.path} ${document.updateTime.valueOf()}` : '';
  return createHash('sha256').update(version).digest('hex').slice(0, 16);
}

function behindShard(id, time) {
  const shard = createHash('sha256').update(id).digest()[0] % 32;
  return `${shard.toString(16).padStart(2, '0')}|${time.toDate().toISOString()}`;
}

async function publish(id, changes) {
  await publisher.publish({topic, messages: changes.map((change) => message(id, change))});
}

function message(id, change) {
  const time = change.changed_at;
  const micros = time.seconds * 1e6 + Math.floor(time.nanoseconds / 1e3);
  const data = {
    user_id: id, revision: change.revision,
    segment: change.segment ?? 'none', previous_segment: change.previous_segment ?? 'none',
    cause: change.cause, reason: change.reason, rules: change.rules,
    changed_at: micros, event_id: change.event_id,
  };
  return {
    data: Buffer.from(JSON.stringify(data)),
    orderingKey: id,
    attributes: {
      'ce-specversion': '1.0', 'ce-type': 'dev.segue.segment.changed.v1', 'ce-source': source,
      'ce-id': `${id}/${change.revision}/${micros}`, 'ce-subject': id,
      'ce-time': time.toDate().toISOString(), 'content-type': 'application/json',
      segment: data.segment, previous_segment: data.previous_segment, cause: data.cause,
    },
  };
}

function statusOf(document) {
  return document.exists ? document.get('subscription_status') : undefined;
}

/** The generated client, whose publish is one call: its batching `PubSub` works in the background. */
function newPublisher(emulator) {
  if (!emulator) return new v1.PublisherClient();
  const [servicePath, port] = emulator.split(':');
  const {credentials} = require('@grpc/grpc-js');
  return new v1.PublisherClient({
    projectId: project, servicePath, port: Number(port), sslCreds: credentials.createInsecure()});
}
