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
  const { run } = await import(main.href);
  const { exitCode, abandoned } = await run(process.argv.slice(2));
  process.exitCode = exitCode;
  // A second Ctrl-C: what is still pending was announced and is given up.
  if (abandoned) process.exit();
}

function stop(message, hint) {
  console.error(`error: ${message}\nhint: ${hint}`);
  process.exitCode = 3;
}
