import { endpointVariables } from '../aws/connection/endpoint-variables.js';
import { defaultRegion, profileSetting } from '../aws/credentials/profiles.js';
import type { Context } from '../context.js';
import { Failure } from '../core/failures/failure.js';
import { sessionEnvironment, type SessionSurroundings } from '../core/session/session-environment.js';
import type { CommandResult } from './command-result.js';
import { obtainSession, type SessionOptions } from './steps/session/obtain-session.js';
import { withSessionRecord } from './steps/session/session-record.js';
import { lookAtSection } from './steps/session/session-section.js';
import { signInForSession } from './steps/session/sign-in-for-session.js';
import type { SignedInToIam } from './steps/sign-in/sign-in-to-iam.js';

/** What `session exec` was asked. */
export type SessionExecOptions = SessionOptions & {
  /** A valid session of this profile is used. */
  to: string;
  /** The command and its arguments. */
  words: readonly [string, ...string[]];
};

/** Runs a command with a session in its environment; nothing is written to disk. Its exit code is ours. */
export async function sessionExec(options: SessionExecOptions, context: Context): Promise<CommandResult> {
  const [name, ...args] = options.words;
  const path = await context.programs.find(name);
  if (path === null) throw new Failure('usage', `there is no program \`${name}\` that can be run`, { hints: ['check its name and PATH: `type <command>`'] });
  const section = await lookAtSection(options.to, context);
  const signedIn = await signInForSession(context);
  try {
    return await withSessionRecord('session-exec', signedIn, context, async (record) => {
      const { session } = await obtainSession(options, section, signedIn, () => record.open(), context);
      const surroundings = await surroundingsOf(signedIn, context);
      const exitCode = await context.programs.run(path, args, sessionEnvironment(context.env, session, surroundings));
      return { exitCode, document: null, show: () => undefined };
    });
  } finally {
    signedIn.clients.close();
  }
}

/** The profile is not named in the command's environment: what it says of endpoint and trust goes there, or the session reaches another server. */
async function surroundingsOf({ clients }: SignedInToIam, { connection, env }: Context): Promise<SessionSurroundings> {
  return {
    region: connection.region === undefined && (env.AWS_REGION || env.AWS_DEFAULT_REGION) ? null : await defaultRegion(connection),
    endpoints: await endpointVariables(connection, clients),
    caBundle: connection.caBundle ?? (env.AWS_CA_BUNDLE ? null : await profileSetting(connection, 'ca_bundle')),
  };
}
