#!/usr/bin/env bash
# Installs the tools of test.sh that are missing, from the Go proxy, PyPI and Debian, into a folder that it prints. If a tool
# cannot be installed, it prints a message and goes on.
set -euo pipefail

tools=${XDG_CACHE_HOME:-$HOME/.cache}/segue/tools
mkdir -p "$tools/bin"
export PATH=$PATH:$tools/bin

# install PROGRAM COMMAND… runs the command, unless the program is installed.
install() {
  if command -v "$1" > /dev/null; then return; fi
  if ! timeout 900 "${@:2}" > "$tools/$1.log" 2>&1; then
    echo "tools.sh: $1 cannot be installed here: $(tail -1 "$tools/$1.log")" >&2
  fi
}

from_go() { GOBIN="$tools/bin" go install "$1"; }

checkov_from_pypi() {
  python3 -m venv "$tools/checkov" && "$tools/checkov/bin/pip" install --quiet checkov
  ln -sf "$tools/checkov/bin/checkov" "$tools/bin/checkov"
}

# Debian has it in a package with the server.
promtool_from_debian() (
  cd "$(mktemp -d)"
  apt-get download prometheus
  dpkg -x prometheus_*.deb .
  mv usr/bin/promtool "$tools/bin/"
)

export -f from_go checkov_from_pypi promtool_from_debian
export tools
install tflint bash -ec 'from_go github.com/terraform-linters/tflint@v0.55.1'
install checkov bash -ec checkov_from_pypi
install promtool bash -ec promtool_from_debian
echo "$tools/bin"
