import { Option } from 'commander';
import type { Context } from '../context.js';
import { Failure } from '../core/failures/failure.js';
import type { CommandResult } from '../flows/command-result.js';
import type { CommandFile } from './command-file.js';
import { collect, listFlag } from './flag-values.js';

const examples = `
Examples:
  $ s3-mfa-delete sandbox                    port 4566, live authenticator
  $ s3-mfa-delete sandbox --port 0 --json    any free port; for scripts
  $ s3-mfa-delete sandbox --buckets 1000     something to audit
  $ s3-mfa-delete sandbox --fault lost-answer=once@PutBucketVersioning
  $ s3-mfa-delete sandbox --list-faults

Nothing leaves this machine, and nothing is kept: the account lives in memory
until Ctrl-C.`;

const DEFAULT_PORT = 4566;

/** What `sandbox` was asked. */
type SandboxOptions = { port: number; buckets: number; versions: number; latencyMs: number; faultWords: string[]; json: boolean };

/** `sandbox`: serves a practice AWS account on loopback. */
export const sandboxCommand: CommandFile = {
  name: 'sandbox',
  usage: '',
  summary: 'serve a practice AWS account on this machine, with a live authenticator',
  declare(command) {
    command
      .addOption(new Option('--port <n>', 'listen on this loopback port; 0 takes a free one').default(DEFAULT_PORT))
      .addOption(new Option('--buckets <n>', 'add this many buckets: 90 % on, 5 % off, 5 % never versioned').default(0))
      .addOption(new Option('--versions <n>', 'put this many versions into one more bucket').default(0))
      .addOption(new Option('--latency <ms>', 'hold each answer back for this many milliseconds').default(0))
      .addOption(new Option('--fault <name[=value]>', 'let something go wrong (repeatable)').argParser(collect))
      .option('--list-faults', 'list what can go wrong, and exit');
    command.addHelpText('after', examples);
  },
  prepare({ flags, globals }) {
    if (flags.listFaults === true) return listFaults;
    const options: SandboxOptions = {
      port: wholeNumber('--port', flags.port, 65_535),
      buckets: wholeNumber('--buckets', flags.buckets, 1_000_000),
      versions: wholeNumber('--versions', flags.versions, 10_000_000),
      latencyMs: wholeNumber('--latency', flags.latency, 3_600_000),
      faultWords: listFlag(flags.fault),
      json: globals.json,
    };
    return (context) => serve(options, context);
  },
};

async function serve({ json, faultWords, ...size }: SandboxOptions, context: Context): Promise<CommandResult> {
  const { parseFault } = await import('../sandbox/faults/words.js');
  const faults = faultWords.map(parseFault);
  const [{ startPracticeAccount }, { presentPracticeAccount }] = await Promise.all([
    import('../sandbox/start.js'),
    import('../flows/sandbox.js'),
  ]);
  const account = await startPracticeAccount({ ...size, faults, now: () => context.clock.now() });
  try {
    // The flow shows everything itself, while the account runs.
    const exitCode = await presentPracticeAccount(account, { json }, context);
    return { exitCode, document: null, show: () => undefined };
  } finally {
    await account.close();
  }
}

async function listFaults(): Promise<CommandResult> {
  const { faultList, valueLegend } = await import('../sandbox/faults/words.js');
  const faults = faultList();
  return {
    exitCode: 0,
    document: { faults },
    show(ui) {
      ui.resultTable({ head: ['--fault', 'where', 'what happens'], rows: faults.map(({ syntax, where, meaning }) => [syntax, where, meaning]) });
      ui.result('');
      ui.resultTable({ head: ['value', 'what it is'], rows: valueLegend().map(({ placeholder, explained }) => [placeholder, explained]) });
    },
  };
}

function wholeNumber(flag: string, value: unknown, max: number): number {
  const text = String(value);
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text);
  throw new Failure('usage', `${flag} \`${text}\` is not a whole number from 0 to ${max}`, {
    hints: ['`s3-mfa-delete sandbox --help` has examples'],
  });
}
