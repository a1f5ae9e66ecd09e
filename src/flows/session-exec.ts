import { endpointUrlOf } from '../aws/clients.js';
import { defaultRegion } from '../aws/profiles.js';
import type { Context } from '../context.js';
import { Failure } from '../core/failure.js';
import { sessionEnvironment } from '../core/session/session-environment.js';
import type { CommandResult } from './command-result.js';
import { obtainSession, type SessionOptions } from './steps/obtain-session.js';
import { withSessionRecord } from './steps/session-record.js';
import { lookAtSection } from './steps/session-section.js';
import { signInForSession } from './steps/sign-in-for-session.js';

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
      const { connection, env } = context;
      const given = connection.endpointUrl !== undefined;
      const surroundings = { region: await defaultRegion(connection), endpointUrl: given ? endpointUrlOf(signedIn.clients, 'sts') : null, caBundle: connection.caBundle ?? null };
      const exitCode = await context.programs.run(path, args, sessionEnvironment(env, session, surroundings));
      return { exitCode, document: null, show: () => undefined };
    });
  } finally {
    signedIn.clients.close();
  }
}
