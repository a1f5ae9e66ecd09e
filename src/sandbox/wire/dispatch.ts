import { reasonOf } from '../../core/failures/system-error.js';
import { authenticate } from '../authentication/authentication.js';
import { readAuthorization, serviceOf } from '../authentication/authorization.js';
import type { S3Account } from '../s3/call.js';
import { planS3 } from '../s3/service.js';
import {
  type AnsweredCall,
  type Disruption,
  type FaultSubject,
  type Identities,
  notModelled,
  type OperationCall,
  PracticeError,
  type ServiceName,
  type WireAnswer,
  type WireRequest,
} from '../types.js';
import { type AnswerIds, errorAnswer, newAnswerIds, withIds } from './error-answer.js';
import { type QueryOperations, type QueryService, readQueryRequest, runQuery } from './query-protocol.js';

/** Everything that makes up a practice account. */
export type PracticeAccount = S3Account & {
  /** The account's own clock, in ms since the epoch: skew is a clock that runs elsewhere. */
  now(): number;
  identities: Identities;
  iamOperations: QueryOperations;
  stsOperations: QueryOperations;
  /** What somebody else does right before a request is looked at. */
  meanwhile?(subject: FaultSubject): void;
  /** Told of every request, once its answer is known and before it goes out. */
  onAnswered?(call: AnsweredCall, request: WireRequest): void;
};

/** What became of a request: an answer to be sent after `latencyMs`, or (`null`) a reset connection. */
export type Reply = { answer: WireAnswer | null; latencyMs: number };

/** What is known of a request so far. */
type Trace = { ids: AnswerIds; accessKeyId: string | null; subject: FaultSubject };

/** An operation that was found for a request, and not yet done. */
type Plan = { operation: string; run(call: OperationCall): WireAnswer };

/** Answers one request as AWS would: never throws. */
export async function answerRequest(account: PracticeAccount, request: WireRequest): Promise<Reply> {
  const service = serviceOf(request);
  const trace: Trace = { ids: newAnswerIds(service), accessKeyId: null, subject: { service, operation: 'unknown', request } };
  const outcome = await outcomeOf(account, trace).catch(asPracticeError);
  const failure = outcome instanceof PracticeError ? outcome : null;
  const answer = outcome instanceof PracticeError ? errorAnswer(service, outcome, trace.ids) : outcome;
  const call: AnsweredCall = {
    service,
    operation: trace.subject.operation,
    status: answer?.status ?? null,
    errorCode: failure?.code ?? null,
    accessKeyId: trace.accessKeyId,
    requestId: trace.ids.requestId,
  };
  account.onAnswered?.(call, request);
  return { answer: answer && withIds(service, answer, trace.ids), latencyMs: account.faults.latencyMs(trace.subject) };
}

async function outcomeOf(account: PracticeAccount, trace: Trace): Promise<WireAnswer | null> {
  const { service, request } = trace.subject;
  const authorization = readAuthorization(request);
  trace.accessKeyId = authorization?.accessKeyId ?? null;
  const plan = planOf(account, service, request, trace.ids);
  trace.subject = { ...trace.subject, operation: plan.operation };
  if (disrupted(account.faults.beforeOperation(trace.subject))) return null;
  account.meanwhile?.(trace.subject);
  const now = account.now();
  const signer = await authenticate(request, authorization, service, account.identities, now);
  // A role in a member account may read its buckets; its root user's devices are not modelled for S3.
  const isOutsider = signer.principal.accountId !== account.accountId && signer.principal.kind === 'root';
  if (service === 's3' && isOutsider) throw notModelled('S3 requests of the root user of a member account');
  const answer = plan.run({ request, signer, now });
  return disrupted(account.faults.afterOperation(trace.subject)) ? null : answer;
}

function planOf(account: PracticeAccount, service: ServiceName, request: WireRequest, ids: AnswerIds): Plan {
  if (service === 's3') return planS3(account, request);
  return planQuery(service, service === 'iam' ? account.iamOperations : account.stsOperations, request, ids);
}

function planQuery(service: QueryService, operations: QueryOperations, request: WireRequest, ids: AnswerIds): Plan {
  const query = readQueryRequest(request, operations);
  return { operation: query.action, run: (call) => runQuery(service, query, call, ids.requestId) };
}

/** `true` where the connection is to be reset; an error to answer is thrown. */
function disrupted(disruption: Disruption | null): boolean {
  if (disruption?.kind === 'answer') throw disruption.error;
  return disruption !== null;
}

function asPracticeError(error: unknown): PracticeError {
  if (error instanceof PracticeError) return error;
  return new PracticeError(500, 'InternalError', `The practice account has a bug: ${reasonOf(error)}`);
}
