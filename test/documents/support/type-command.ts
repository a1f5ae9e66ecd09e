import { startInPty } from '../../support/pty.js';
import { answerTo } from './person.js';
import type { Place } from './place.js';

/** Wide enough that no line of a document is broken. */
const COLUMNS = 300;
const PATIENCE_MS = 30_000;
/** Commands that go on until Ctrl-C, and what shows that they are under way. */
const ENDLESS: [RegExp, RegExp][] = [
  [/ sandbox(?! --list)/, /Ctrl-C ends|"endpoint"/],
  [/ --watch /, /changes follow/],
];

/** How a command ended, and what stood on the screen at the end. */
export type Typed = { exitCode: number; printed: string };

/** Types a command into a shell of a place, and answers what it asks. @throws Error at a question that nobody can answer */
export async function typeCommand(command: string, { home, env, practice, onFinished }: Place): Promise<Typed> {
  const session = startInPty('bash', ['-c', command], { home, cwd: home, env, columns: COLUMNS, rows: 60, onFinished });
  const stopsAt = ENDLESS.find(([endless]) => endless.test(command))?.[1];
  let answered = '';
  let isStopped = false;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`\`${command}\` does not end:\n${session.transcript()}`)), PATIENCE_MS);
    session.whenChanged((screen) => {
      const question = /^\? (.*(?:\n {2}\S.*)*)/m.exec(screen)?.[1];
      // The same question may come again, below what was answered before.
      const asked = `${question?.slice(0, 20)} after ${session.transcript().match(/^✔ /gm)?.length ?? 0}`;
      try {
        if (stopsAt?.test(screen) === true && !isStopped) {
          isStopped = true;
          session.send('\x03');
        } else if (question !== undefined && asked !== answered) {
          answered = asked;
          session.send(answerTo({ question, screen, practice }));
        }
      } catch (error) {
        reject(error as Error);
      }
    });
    void session.exited.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  return { exitCode: (await session.exited).exitCode, printed: session.transcript() };
}
