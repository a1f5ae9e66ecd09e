import { shellCommand } from './aws-command.js';

/** What became of one thing this run set out to change. */
export type ChangeStatus = 'untouched' | 'in-flight' | 'changed' | 'unchanged' | 'unknown';

/** Keeps what was and was not changed, so that an interruption can say so exactly. */
export type ChangeLog = {
  /** Sets out to change `subject` (a bucket name); `change` says what in words, for example `turn on MFA Delete`. */
  plan(subject: string, change: string): void;
  mark(subject: string, status: ChangeStatus): void;
  /**
   * Notes something that stays if the run ends here: a clause that says what, and how to get rid of it.
   * @returns takes the note away, once it no longer holds
   */
  leave(what: string): () => void;
  /** One sentence per subject; a single `nothing was changed` where that is so. */
  summary(): string[];
};

/** Makes an empty change log. */
export function makeChangeLog(): ChangeLog {
  const entries = new Map<string, { change: string; status: ChangeStatus }>();
  const left = new Set<{ what: string }>();
  const ask = (subject: string): string => `ask \`${shellCommand(['s3-mfa-delete', 'verify', subject])}\``;
  const words: Record<ChangeStatus, (subject: string) => string> = {
    untouched: (subject) => `not changed: \`${subject}\``,
    unchanged: (subject) => `not changed: \`${subject}\``,
    changed: (subject) => `changed: \`${subject}\``,
    'in-flight': (subject) => `unknown: the request for \`${subject}\` was sent and not answered; ${ask(subject)}`,
    unknown: (subject) => `unknown: \`${subject}\`; ${ask(subject)}`,
  };
  return {
    plan: (subject, change) => void entries.set(subject, { change, status: 'untouched' }),
    mark(subject, status) {
      const entry = entries.get(subject);
      if (entry) entry.status = status;
    },
    leave(what) {
      const note = { what };
      left.add(note);
      return () => void left.delete(note);
    },
    summary() {
      const touched = [...entries.values()].some(({ status }) => status !== 'untouched' && status !== 'unchanged');
      if (!touched && left.size === 0) return ['nothing was changed'];
      const said = [...entries].map(([subject, { change, status }]) => `${words[status](subject)} (${change})`);
      return [...said, ...[...left].map(({ what }) => what)];
    },
  };
}
