import { connect } from '../../../aws/connection/clients.js';
import { whoAmI } from '../../../aws/identities/identity.js';
import { credentialsOf, getSession } from '../../../aws/identities/sessions.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { sessionSeconds } from '../../../core/session/length.js';
import { type Session, sessionIn } from '../../../core/session/session-profile.js';
import { durationInWords, momentInWords } from '../../../core/text/quantities.js';
import type { RunRecord } from '../../../state/run-record.js';
import { chooseOwnDevices } from '../codes/choose-own-device.js';
import { type CodeOptions, codeSourceFor, openGate } from '../codes/code-source.js';
import type { SignedInToIam } from '../sign-in/sign-in-to-iam.js';
import type { SessionSection } from './session-section.js';

/** How a session is got. */
export type SessionOptions = CodeOptions & {
  mfaSerials: string[];
  /** Seconds; `null`: as long as is usual. */
  durationSeconds: number | null;
  /** Also where a valid one is there. */
  renew: boolean;
};

/** A session that was found or got. */
export type ObtainedSession = { session: Session; kept: true; serialNumber: null } | { session: Session; kept: false; serialNumber: string };

/**
 * The session in the section if AWS still takes it for the signer's, else a new one for a code.
 * @param openRecord called before a code is asked for
 * @throws Failure of everything that stops it; before a code is asked for, where that can be known
 */
export async function obtainSession(options: SessionOptions, section: SessionSection, signedIn: SignedInToIam, openRecord: () => RunRecord | null, context: Context): Promise<ObtainedSession> {
  const seconds = sessionSeconds(signedIn.identity.isRoot, options.durationSeconds);
  const present = options.renew || context.practice !== null ? null : sessionIn(section.settings, context.clock.now());
  if (present !== null && (await isStillGood(present, section, signedIn, context))) {
    context.ui.success(`profile \`${section.profile}\` holds a session until ${momentInWords(present.expiresAt)} UTC: it is kept (\`--renew\` gets a new one)`);
    return { session: present, kept: true, serialNumber: null };
  }
  return newSession(options, seconds, signedIn, openRecord, context);
}

/** Asked of STS: a session may have been revoked, or be somebody else's. */
async function isStillGood(session: Session, { profile }: SessionSection, signedIn: SignedInToIam, context: Context): Promise<boolean> {
  const clients = await connect(context.connection, credentialsOf(session, profile, signedIn.clients));
  try {
    return (await whoAmI(clients))?.arn === signedIn.identity.arn;
  } catch (error) {
    if (isFailure(error, 'unknown-access-key', 'expired-credentials', 'wrong-secret-key')) return false;
    throw error;
  } finally {
    clients.close();
  }
}

async function newSession(options: SessionOptions, seconds: number, signedIn: SignedInToIam, openRecord: () => RunRecord | null, context: Context): Promise<ObtainedSession> {
  const { ui, practice } = context;
  const source = await codeSourceFor(options, signedIn, context);
  const devices = await chooseOwnDevices({ mfaSerials: options.mfaSerials, anyDevice: practice !== null && !ui.canAsk }, signedIn, context);
  if (source instanceof Failure) throw source;
  const gate = await openGate(devices, source, signedIn, context, 'sts');
  const record = openRecord();
  ui.line(`AWS will give a session of ${durationInWords(seconds * 1000)}${signedIn.identity.isRoot ? ', the most the root user can have' : ''}.`);
  let serialNumber = '';
  const outcome = await gate.spend({
    purpose: `get a session for ${signedIn.identity.arn}`,
    send(code) {
      serialNumber = code.serialNumber;
      record?.write({ event: 'session-asking', serialNumber, durationSeconds: seconds });
      return ui.during('Asking AWS for a session', () => getSession(signedIn.clients, seconds, code));
    },
  });
  // Nothing was changed at AWS: a session whose answer was lost is of no use to anybody.
  if (!outcome.answered) throw outcome.failure;
  return { session: outcome.value, kept: false, serialNumber };
}
