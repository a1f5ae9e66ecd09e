#!/usr/bin/env bash
# Proves the built program against a real S3 server, Ceph RADOS Gateway, started for the tests and stopped after them; and
# the practice account against clients that nobody here wrote: the AWS CLI, boto3, rclone and three shells, as Debian packages them.
# Missing Debian packages are installed when this runs as root; otherwise it says what to install.
# Words given to it are handed to vitest, for example: npm run test:interop -- -t 'reused'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

gateway=(radosgw ceph-mon ceph-osd curl openssl)
clients=(awscli python3-boto3 rclone zsh fish)
install=(apt-get install -y --no-install-recommends -o Acquire::Retries=3 "${gateway[@]}" "${clients[@]}")

complete() {
  local program
  for program in radosgw radosgw-admin ceph-mon ceph-osd ceph monmaptool curl openssl flock /usr/bin/{aws,rclone,zsh,fish}; do
    command -v "$program" >/dev/null || return
  done
  # Debian's own Python: another that comes first on PATH need not have the package.
  /usr/bin/python3 -c 'import boto3' 2>/dev/null
}

if ! complete; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "error: the interop tests need a Ceph gateway and foreign S3 clients" >&2
    echo "hint: on Debian 12 or later, as root: ${install[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq -o Acquire::Retries=3
  "${install[@]}" >/dev/null
  complete || { echo "error: the packages are installed, and still a program is missing" >&2; exit 1; }
fi

node scripts/build.mjs

# vitest stops the gateway by itself. Where vitest was killed, by a closed pipe for example, nobody else would.
GATEWAY_DIRECTORY=$(mktemp -d "${TMPDIR:-/tmp}/rgw-XXXXXX")
export GATEWAY_DIRECTORY
clear_away() {
  PURGE=1 test/interop/stop-rgw.sh "$GATEWAY_DIRECTORY" >/dev/null 2>&1
  # Still there, and empty, where the gateway was never started.
  [ ! -d "$GATEWAY_DIRECTORY" ] || rmdir --ignore-fail-on-non-empty "$GATEWAY_DIRECTORY"
}
trap clear_away EXIT
npx vitest run --config test/interop/vitest.config.ts "$@"
