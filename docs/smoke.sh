#!/usr/bin/env bash
# Tries a new Segue with a user whom it deletes again, and prints in ten lines what holds.
# In production: docs/smoke.sh after `terraform apply`. On a local stack: paste what ./mvnw -Plocal prints, then docs/smoke.sh.
# Requires what docs/runbook.md requires, whose commands set up this shell, and a JDK.
set -euo pipefail
cd "$(dirname "$0")/.."

under() {
  awk -v heading="## $1" '/^## /{on = $0 == heading} /^```/{code = !code; next} on && code' docs/runbook.md
}
place=${FIRESTORE_EMULATOR_HOST:+on a local stack}
eval "$(under "Set up ${place:-in production}")"
eval "$(under "Set up in both")"

user "smoke-$(date +%s)"
work=$(mktemp -d)
subscription=$ID
failed=0

check() {
  local text=$1 begin=$SECONDS
  shift
  if "$@" > "$work/output" 2> "$work/errors"; then
    echo "ok  $text ($((SECONDS - begin)) s)"
  else
    echo "NO  $text: $(tail -qn 1 "$work/errors" "$work/output" | tr '\n' ' ')"
    failed=$((failed + 1))
  fi
}
soon() {
  local end=$((SECONDS + 60))
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.5
  done
}
subscribe() {
  gcloud pubsub subscriptions create "$subscription" --topic=segment-changes --project="$PROJECT"
}
write_user() {
  curl -X PATCH "$DOCUMENTS/users/$IN_URL" -H "$GOOGLE" -H 'Content-Type: application/json' \
    -d '{"fields": {"subscription_status": {"stringValue": "active"}}}'
}
read_user() {
  curl "$DOCUMENTS/users/$IN_URL" -H "$GOOGLE"
}
delete_user() {
  curl -X DELETE "$DOCUMENTS/users/$IN_URL" -H "$GOOGLE"
}
segment_is() {
  curl "$DOCUMENTS/segments/$IN_URL" -H "$GOOGLE" | jq -e ".fields.segment | has(\"$1\")"
}
pull() {
  gcloud pubsub subscriptions pull "$subscription" --auto-ack --project="$PROJECT" --format=json |
    jq -e --arg id "$ID" 'any(.[].message.data | @base64d | fromjson; .user_id == $id)'
}
find_user() {
  curl "${MEMBERS:?FindMembers is not deployed}/users?id=$IN_URL" -H "$SEGUE"
}
sweep() {
  curl -X POST "$SWEEP" -H "$SEGUE"
}
no_dead_letters() {
  local pubsub=${PUBSUB_EMULATOR_HOST:+http://$PUBSUB_EMULATOR_HOST}
  curl "${pubsub:-https://pubsub.googleapis.com}/v1/projects/$PROJECT/subscriptions/segment-dead-letters:pull" \
    -H "$GOOGLE" -H 'Content-Type: application/json' -d '{"maxMessages": 1, "returnImmediately": true}' |
    jq -e '.receivedMessages == null'
}
plan() {
  export GOOGLE_CLOUD_PROJECT=$PROJECT SEGUE_DATABASE=${DATABASE:-}
  ./segue plan --out "$work" || [ $? = 4 ]
}
alert_has_series() {
  local api=https://monitoring.googleapis.com query
  query=$(curl "$api/v3/projects/$PROJECT/alertPolicies" -H "$GOOGLE" |
    jq -er 'first(.alertPolicies[].conditions[].conditionPrometheusQueryLanguage.query
      | select(test("oldest_unacked_message_age.*eventarc")) | sub(" > .*"; ""))')
  curl -G "$api/v1/projects/$PROJECT/location/global/prometheus/api/v1/query" \
    -H "$GOOGLE" --data-urlencode "query=$query" | jq -e '.data.result | length > 0'
}
clean_up() {
  read_user && delete_user || true
  gcloud pubsub subscriptions delete "$subscription" --project="$PROJECT" || true
  rm -r "$work"
}
trap 'clean_up > /dev/null 2>&1' EXIT

check 'a subscription is created' subscribe
check 'a user is written' write_user
check 'the user has a segment' soon segment_is stringValue
check 'the change is pulled' soon pull
check 'FindMembers finds the user' find_user
check 'the user is deleted, and so is the segment' eval 'delete_user && soon segment_is nullValue'
check 'Sweep completes' sweep
check 'there are no dead letters' no_dead_letters
check 'no user would move (else: ./segue backfill)' plan
if [ -n "$place" ]; then
  echo '--  an alert has a series: only in production'
else
  check 'an alert has a series' soon alert_has_series
fi
exit "$failed"
