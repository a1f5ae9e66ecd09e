/**
 * The shapes that hold the practice account together: what a request looks like once it came off the wire, who
 * signed it, and what the parts of the account promise one another. State knows nothing of HTTP or XML.
 */

/** The AWS services that the practice account stands in for. */
export type ServiceName = 's3' | 'iam' | 'sts';

/** A request as it came off the wire. The path is raw: `new URL()` would collapse `./` in keys. */
export type WireRequest = {
  method: string;
  /** Undecoded path, starting with `/`. */
  rawPath: string;
  /** Undecoded query without the `?`. */
  rawQuery: string;
  /** Decoded query; a key without a value maps to the empty string. */
  query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

/** What goes back over the wire. */
export type WireAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

/** Who a key belongs to. */
export type Principal = {
  kind: 'root' | 'user';
  accountId: string;
  /** `arn:aws:iam::111122223333:root` or `…:user/auditor`. */
  arn: string;
  /** The account id for root, `AIDA…` for users. */
  userId: string;
  /** `null` for root. */
  userName: string | null;
  /** May this principal do the action (`s3:GetBucketVersioning`)? Root always may in its own account. */
  allows(action: string, resource: string): boolean;
  /** The documents (JSON text) of the policies that are attached, its groups' among them; left out where none can be. */
  policies?(): readonly string[];
};

/** An access key that the account knows, long-term or from a session. */
export type KnownKey = {
  accessKeyId: string;
  secretAccessKey: string;
  status: 'Active' | 'Inactive';
  principal: Principal;
  /** `null` for long-term keys. `expiresAt` in ms since the epoch; `task` is what sts:AssumeRoot limits it to. */
  session: { token: string; expiresAt: number; mfaAuthenticatedAt: number | null; task?: string } | null;
};

/** The authenticated signer of one request. */
export type Signer = { key: KnownKey; principal: Principal; region: string; service: ServiceName };

/** The keys and people of the account. */
export type Identities = {
  findKey(accessKeyId: string): KnownKey | undefined;
  /** Notes that the key was used now, for GetAccessKeyLastUsed. */
  noteUse(accessKeyId: string, service: ServiceName, region: string): void;
};

/** Answer to "may this code be used": every check of a right code of an active, owned device spends it. */
type CodeVerdict = 'accepted' | 'not-owned' | 'inactive' | 'refused';

/** The MFA devices of the account; a code is good once per device, for S3 and STS together. */
export type MfaDevices = {
  spend(principal: Principal, serialNumber: string, code: string): CodeVerdict;
};

/** An error that AWS would answer: the wire layer turns it into the envelope of the service. */
export class PracticeError extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further elements beside Code and Message, in order. */
    readonly extras: Record<string, string> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The loud refusal of whatever the practice account does not model: never a false success. */
export function notModelled(what: string): PracticeError {
  return new PracticeError(501, 'NotImplemented', `The practice account does not model ${what}.`);
}

/** What goes wrong on purpose at one point of a request: an error is answered, or the connection is reset. */
export type Disruption = { kind: 'answer'; error: PracticeError } | { kind: 'reset' };

/** What can befall a single key of a DeleteObjects. */
export type KeyError = 'objectLocked' | 'noSuchVersion' | 'internalError';

/** A request as the faults see it: which operation it is, and the request itself (has it `x-amz-mfa`?). */
export type FaultSubject = { service: ServiceName; operation: string; request: WireRequest };

/**
 * Switches for trouble. Clock skew, key lag and refused codes need no hook here: `now`, `Identities` and `MfaDevices`
 * bring them; what other people do comes before the request.
 */
export type FaultHooks = {
  /** What befalls the next key of a DeleteObjects by itself; `null` for nothing. */
  keyError(): KeyError | null;
  /** Does DeleteObjects say of every key by itself, inside a 200, what it otherwise refuses the whole request for? */
  refusesInside200(): boolean;
  /** How long the answer to this request is held back, in ms; 0 for not at all. */
  latencyMs(subject: FaultSubject): number;
  /** Asked once a request, before the signature is looked at: nothing is applied and no code is spent. */
  beforeOperation(subject: FaultSubject): Disruption | null;
  /** Asked only where the operation succeeded: the change stays applied, its answer is lost. */
  afterOperation(subject: FaultSubject): Disruption | null;
  /** For how long GetBucketVersioning still answers the state before a change, in ms; 0 for not at all. */
  versioningLagMs(): number;
};

/** One answered (or reset) request, for tests and for the person who watches the practice account. */
export type AnsweredCall = {
  service: ServiceName;
  operation: string;
  /** HTTP status; `null` where the connection was reset. */
  status: number | null;
  /** AWS error code; `null` where it succeeded. */
  errorCode: string | null;
  accessKeyId: string | null;
  requestId: string;
};

/** What an operation gets, whatever the service. */
export type OperationCall = { request: WireRequest; signer: Signer; now: number };
