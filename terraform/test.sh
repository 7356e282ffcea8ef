#!/usr/bin/env bash
# Checks all that can be checked of this folder without a Google account, in a copy of the repository.
# TERRAFORM names the program to use. tflint, checkov and terraform-docs run where they are installed.
set -euo pipefail

terraform=$(command -v "${TERRAFORM:-terraform}") || { echo "test.sh: '${TERRAFORM:-terraform}' is not a program" >&2; exit 1; }
[[ $terraform == /* ]] || terraform=$PWD/$terraform
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

tar -C "$here/.." --exclude=./.git --exclude=./target --exclude=.terraform --exclude=.terraform.lock.hcl -cf - . |
  tar -C "$copy" -xf -
cd "$copy/terraform"

step() { printf '\n== %s\n' "$*"; }

# if_installed PROGRAM ARGUMENT… runs it, or says that it did not.
if_installed() {
  step "$1"
  if command -v "$1" > /dev/null; then "$@"; else echo "skipped: $1 is not installed"; fi
}

step format
"$terraform" fmt -check -diff -recursive

step validate
"$terraform" init -backend=false -input=false > /dev/null
"$terraform" validate
for example in examples/*/; do
  "$terraform" -chdir="$example" init -backend=false -input=false > /dev/null
  "$terraform" -chdir="$example" validate
done

if_installed tflint --recursive --config "$PWD/.tflint.hcl"
if_installed checkov --config-file .checkov.yaml
if_installed terraform-docs --output-check .

step test
"$terraform" test
