import { endpointUrlOf } from '../../../aws/connection/code-travel.js';
import { profileSetting } from '../../../aws/credentials/profiles.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import { chooseCodeSource, type CodeSourceChoice } from '../../../mfa/choose-source.js';
import { makeGate } from '../../../mfa/gate.js';
import { type CodeSourceParts, makeCodeSource } from '../../../mfa/make-source.js';
import { openSpentCodes } from '../../../mfa/spent-codes.js';
import type { CodeSource, Gate } from '../../../mfa/types.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** The flags that say where codes come from. */
export type CodeOptions = { mfaCode: string | undefined; mfaProcess: string | undefined };

/**
 * Decides where codes come from: flags, the practice device, environment, profile, or the person.
 * @returns the source, or the Failure `missing-input` where nothing gives codes: that matters only if one is needed
 * @throws Failure `invalid-code` for a flag that holds none
 */
export async function codeSourceFor(options: CodeOptions, { credentials }: SignedIn, context: Context): Promise<CodeSource | Failure> {
  const { ui, practice, env } = context;
  const profile = credentials.source.from === 'profile' ? credentials.source.profile : undefined;
  const profileProcess = profile === undefined ? null : await profileSetting({ ...context.connection, profile }, 'mfa_process');
  const inputs = {
    ...options,
    environmentProcess: env.S3_MFA_DELETE_MFA_PROCESS,
    profileProcess: profileProcess ?? undefined,
    practice: practice !== null,
    canAsk: ui.canAsk,
  };
  let choice: CodeSourceChoice;
  try {
    choice = chooseCodeSource(inputs);
  } catch (error) {
    if (isFailure(error, 'missing-input')) return error;
    throw error;
  }
  return makeCodeSource(choice, sourceParts(context));
}

/** The person at the terminal, wherever codes were to come from at first. */
export function personAsSource(context: Context): CodeSource {
  return makeCodeSource({ kind: 'prompt' }, sourceParts(context));
}

function sourceParts({ ui, practice, env, stdinLines, interruption }: Context): CodeSourceParts {
  return { ask: (question) => ui.code(question), practice, env, stdinLines, interruption };
}

/**
 * The source, once it is known how many codes it has to give: said before anything is sent.
 * @param source or why there is none
 * @param count of the things that take a code each
 * @param what they are, for example `buckets`
 * @throws Failure why there is none; `usage` where one static code would have to serve two requests
 */
export function sourceFor(source: CodeSource | Failure, count: number, what: 'buckets' | 'requests'): CodeSource {
  if (source instanceof Failure) throw source;
  if (count > 1 && source.kind === 'flag') {
    throw new Failure('usage', `--mfa-code holds one code, and ${count} ${what} take one each`, {
      hints: ['use `--mfa-process`, or `--mfa-code -` with a code a line, or run the command once per bucket'],
    });
  }
  return source;
}

/** The gate for this run. @param service that gets the codes @throws Failure `local-file` when spent codes could not be remembered */
export async function openGate(devices: MfaDevice[], source: CodeSource, { clients }: SignedIn, context: Context, service: 's3' | 'sts' = 's3'): Promise<Gate> {
  const { ui, clock, interruption, redactor } = context;
  const spent = await openSpentCodes({ stateDirectory: context.stateDirectory, clock, warn: (text) => ui.warning(text) });
  return makeGate({
    devices,
    source,
    clock,
    spent,
    endpoint: endpointUrlOf(clients, service),
    wait: (message, untilMs) => ui.countdown(message, untilMs),
    say: (text, kind) => ui.warning(text, kind),
    conceal: (code) => redactor.conceal(code),
    interruption,
  });
}
