import type { PracticeAccountHandle } from '../../../src/sandbox/start.js';
import { keys } from '../../support/pty.js';

/** What is in view when a question is open. */
type Open = { question: string; screen: string; practice: PracticeAccountHandle };

/** How somebody answers who wants what the document describes: the first rule that fits the question. */
const answers: [RegExp, (open: Open, match: RegExpExecArray) => string][] = [
  [/Which credentials/, () => ''],
  [/Access key id/, ({ practice }) => practice.root.accessKeyId],
  [/Secret access key/, ({ practice }) => practice.root.secretAccessKey],
  [/Which device/, () => ''],
  [/Which buckets/, () => `ledger${keys.space}`],
  [/Which versions/, () => keys.space],
  [/type “([^”]+)”/, (_, [, words = '']) => words],
  [/type the bucket's name/, ({ question, practice }) => nameIn(question, practice)],
  [/\(y\/N\)|\(Y\/n\)/, () => 'y'],
  // Keeping it is the last choice; the commands that follow need it.
  [/What shall become of root access key/, () => keys.down.repeat(2)],
  [/What about the open window/, () => ''],
  [/Code of `?([^\s`]+)/, codeFor],
];

/** What to type at a question, Enter included. @throws Error at a question that no rule knows */
export function answerTo(open: Open): string {
  for (const [question, answer] of answers) {
    const match = question.exec(open.question);
    if (match !== null) return answer(open, match) + keys.enter;
  }
  throw new Error(`nobody knows what to answer:\n${open.screen}`);
}

/** From the authenticator on the screen, or from the device that the question names. */
function codeFor({ screen, practice }: Open, [, name = '']: RegExpExecArray): string {
  const shown = /authenticator shows (\d{3}) (\d{3})/.exec(screen);
  if (shown !== null) return `${shown[1]}${shown[2]}`;
  const device = practice.account.devices.all().find(({ serialNumber, secret }) => secret !== null && (serialNumber === name || serialNumber.endsWith(`/${name}`)));
  if (device === undefined) throw new Error(`no device ${name}:\n${screen}`);
  return practice.code(device.serialNumber);
}

function nameIn(question: string, { account }: PracticeAccountHandle): string {
  const name = question.split(/[\s,]+/).find((word) => account.buckets.find(word) !== undefined);
  if (name === undefined) throw new Error(`no bucket is named in: ${question}`);
  return name;
}
