#!/usr/bin/env bash
# Proves the built program against a real S3 server: Ceph RADOS Gateway, started for the tests and stopped after them.
# Missing Debian packages are installed when this runs as root; otherwise it says what to install.
# Words given to it are handed to vitest, for example: npm run test:interop -- -t 'reused'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

install=(apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd curl openssl)

missing=no
for program in radosgw radosgw-admin ceph-mon ceph-osd ceph monmaptool curl openssl; do
  command -v "$program" >/dev/null || missing=yes
done

if [ "$missing" = yes ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "error: the interop tests need a Ceph gateway" >&2
    echo "hint: on Debian 12 or later, as root: ${install[*]}" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${install[@]}" >/dev/null
fi

node scripts/build.mjs
exec npx vitest run --config test/interop/vitest.config.ts "$@"
