#!/usr/bin/env node
'use strict';

// CommonJS, like dist: Node 20 starts it faster than ES modules (docs/performance.md).
const OLDEST_NODE = 20;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  stop(`s3-mfa-delete needs Node.js ${OLDEST_NODE} or later, this is ${process.versions.node}`, 'https://nodejs.org');
} else {
  start();
}

async function start() {
  const program = load();
  if (program === null) return stop('s3-mfa-delete has not been built', 'npm run build');
  // Node ends quietly once nothing is left to wait for; an unfinished run must not look like a finished one.
  process.once('exit', sayUnfinished);
  const { exitCode, abandoned, stuck } = await program.run(process.argv.slice(2));
  process.off('exit', sayUnfinished);
  process.exitCode = exitCode;
  // A second Ctrl-C: what is still pending was announced and is given up.
  if (abandoned) process.exit();
  // Exiting would wait for the thread that reads the file.
  if (stuck) process.kill(process.pid, 'SIGKILL');
}

function load() {
  try {
    return require('../dist/main.js');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function sayUnfinished() {
  console.error('error: this is a bug in s3-mfa-delete: it ended before its work was done [bug]\nhint: `s3-mfa-delete verify` tells what was changed');
  process.exitCode = 70;
}

function stop(message, hint) {
  console.error(`error: ${message} [installation]\nhint: ${hint}`);
  process.exitCode = 3;
}
