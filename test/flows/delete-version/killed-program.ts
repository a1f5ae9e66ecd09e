import { deleteVersionCommand } from '../../../src/commands/delete-version.js';
import { processIo } from '../../../src/process-io.js';
import { makeContext } from '../../../src/real-context.js';

/** `delete-version` as a process of its own, so that it can be killed: bucket, list and command for codes are its arguments. */
const [bucket = '', from = '', mfaProcess = '', mfaSerial = '', endpointUrl = ''] = process.argv.slice(2);
const globals = { yes: false, input: false, json: true, quiet: false, debug: false, color: false };
const connection = { profile: undefined, region: undefined, endpointUrl, pathStyle: false, caBundle: undefined, sandbox: false };
const run = deleteVersionCommand.prepare({ args: [bucket], flags: { from, mfaProcess, mfaSerial: [mfaSerial], confirm: bucket }, globals });
const { context, release } = await makeContext({ globals, connection, io: processIo() });
const { exitCode, document } = await run(context);
context.ui.resultText(JSON.stringify(document));
await release();
process.exitCode = exitCode;
