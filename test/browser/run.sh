#!/usr/bin/env bash
# Proves the HTML report in Chromium, as Debian packages it. It is installed when it is missing and this runs as root;
# CHROMIUM names another one. Words given to it are handed to vitest, for example: npm run test:browser -- -t 'keyboard'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

install=(apt-get install -y --no-install-recommends -o Acquire::Retries=3 chromium fonts-dejavu-core)

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "error: the browser tests need Chromium" >&2
    echo "hint: on Debian, as root: ${install[*]}; elsewhere name one: CHROMIUM=/path/to/chromium npm run test:browser" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq -o Acquire::Retries=3
  "${install[@]}" >/dev/null
fi

CHROMIUM=${CHROMIUM:-$(command -v chromium)}
export CHROMIUM
npx vitest run --config test/browser/vitest.config.ts "$@"
