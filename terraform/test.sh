#!/usr/bin/env bash
# Checks this folder without a Google account, in a copy of the repository.
# Usage: test.sh [lint|test]; without an argument, both. TERRAFORM names the program to use. Tools that are not installed are
# skipped, with a message. PLANS names a file for the plans of tests/changes, in JSON; their log is written beside it.
set -euo pipefail

what=${1:-all}
[[ $what =~ ^(all|lint|test)$ ]] || { echo "test.sh: '$what' is neither lint nor test" >&2; exit 1; }
terraform=$(command -v "${TERRAFORM:-terraform}") || { echo "test.sh: '${TERRAFORM:-terraform}' is not a program" >&2; exit 1; }
[[ $terraform == /* ]] || terraform=$PWD/$terraform
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
plans=$(realpath -m "${PLANS:-$copy/plans.json}")

tar -C "$here/.." --exclude=./.git --exclude=./target --exclude=node_modules --exclude=.venv --exclude=.terraform --exclude=.terraform.lock.hcl -cf - . |
  tar -C "$copy" -xf -
cd "$copy/terraform"

# What variables refuse is tested on them alone, without a plan of the module.
cp names.tf variables*.tf tests/variables

# The rules that the documentation shows for Stripe's extension.
sed -n '/^users: customers/,/^```/p' ../docs/rules.md | sed '$d' > tests/from_docs.yaml

step() { printf '\n== %s\n' "$*"; }

# if_installed PROGRAM ARGUMENT… runs it, or prints that it did not.
if_installed() {
  step "$1"
  if command -v "$1" > /dev/null; then "$@"; else echo "SKIPPED: $1 is not installed"; fi
}

lint() {
  step format
  "$terraform" fmt -check -diff -recursive

  step validate
  "$terraform" validate
  for example in examples/*/; do
    "$terraform" -chdir="$example" init -backend=false -input=false > /dev/null
    "$terraform" -chdir="$example" validate
  done
  "$terraform" -chdir=log_exclusion init -backend=false -input=false > /dev/null
  "$terraform" -chdir=log_exclusion validate > "$copy/validate.log" 2>&1 || {
    # A provider that is reduced to what the other configurations use lacks the resource.
    grep -q 'Invalid resource type' "$copy/validate.log" || { cat "$copy/validate.log"; return 1; }
    echo "SKIPPED: log_exclusion, whose resource this provider does not have"
  }

  for folder in . log_exclusion modules/*/ examples/*/; do
    if_installed tflint --chdir="$folder" --config="$PWD/.tflint.hcl"
  done
  if_installed checkov --config-file .checkov.yaml
}

# Conditions of alerts, on series that raise them and on series that do not.
alerts() {
  step promtool
  if ! command -v promtool > /dev/null; then echo "SKIPPED: promtool is not installed"; return; fi
  # With subscribers, so that there are alerts about them.
  echo 'base64encode(jsonencode({ groups = [{ name = "segue", rules = [for key, it in module.operations.alerts : { alert = key, expr = it.query, for = "${try(it.minutes, 1)}m" }] }] }))' |
    "$terraform" console -var project_id=acme-prod \
      -var 'subscriptions={"crm.worker"={}, "win-back"={max_delivery_attempts=20}}' |
    tail -1 | tr -d '"' | base64 -d > tests/rules.json
  promtool check rules tests/rules.json
  promtool test rules tests/alerts.yaml
}

# The plans in tests/changes take as long as all others together, and run concurrently.
tests() {
  mkdir -p "$(dirname "$plans")" && rm -f "$plans.log"
  TF_LOG=info TF_LOG_PATH=$plans.log "$terraform" test -test-directory=tests/changes -json -verbose > "$plans" &
  local changes=$! status=0

  alerts || status=1
  step tests
  "$terraform" -chdir=tests/variables init -backend=false -input=false > /dev/null
  "$terraform" -chdir=tests/variables test || status=1
  "$terraform" test || status=1
  step tests/changes
  wait "$changes" || status=1
  sed -nE 's/.*"@message":"((Error|Success!|Failure!)[^"]*)".*/\1/p' "$plans"
  return "$status"
}

"$terraform" init -backend=false -input=false > /dev/null
if [ "$what" != test ]; then lint; fi
if [ "$what" != lint ]; then tests; fi
