#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const OLDEST_NODE = 20;
const main = new URL('../dist/main.js', import.meta.url);

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  stop(`s3-mfa-delete needs Node.js ${OLDEST_NODE} or later, this is ${process.versions.node}`, 'https://nodejs.org');
} else if (!existsSync(main)) {
  stop('s3-mfa-delete has not been built', 'npm run build');
} else {
  // Node 22 and later keep compiled code between runs; Node 20 does not know how.
  module.enableCompileCache?.();
  // Node ends quietly once nothing is left to wait for; an unfinished run must not look like a finished one.
  process.once('exit', sayUnfinished);
  const { run } = await import(main.href);
  const { exitCode, abandoned } = await run(process.argv.slice(2));
  process.off('exit', sayUnfinished);
  process.exitCode = exitCode;
  // A second Ctrl-C: what is still pending was announced and is given up.
  if (abandoned) process.exit();
}

function sayUnfinished() {
  console.error('error: this is a bug in s3-mfa-delete: it ended before its work was done\nhint: `s3-mfa-delete verify` tells what was changed');
  process.exitCode = 70;
}

function stop(message, hint) {
  console.error(`error: ${message}\nhint: ${hint}`);
  process.exitCode = 3;
}
