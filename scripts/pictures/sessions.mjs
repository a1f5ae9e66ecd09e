import { keys, startSession } from './terminal-session.mjs';

/** Wide enough for the longest line of the wizard that cannot be broken. */
export const COLUMNS = 104;

/** What a terminal has where nobody made it wider. */
export const NARROW = 80;

/**
 * Walks the wizard on the practice account and turns MFA Delete on for one bucket.
 * @returns three parts of one run: the open list of buckets, the open question for the code, and the end
 */
export async function wizard() {
  const session = startSession(['enable', '--sandbox'], COLUMNS);
  await session.until(/Which device/);
  session.type(keys.enter);
  await session.until(/Which buckets/);
  session.type(keys.down.repeat(3));
  await session.until(/❯◯ ledger-ready/);
  session.type(keys.space);
  await session.until(/1 of 11 ticked/);
  const choosing = session.lines();
  session.type(keys.enter);
  await session.until(/\(y\/N\)/);
  session.type(`y${keys.enter}`);
  const [, code] = await session.until(/authenticator shows (\d{3} \d{3})/);
  session.type(code);
  await session.until(new RegExp(`ledger-ready ${code}`));
  const typingTheCode = session.lines();
  session.type(keys.enter);
  await session.until(/What shall become of root access key/);
  session.type(keys.down.repeat(2));
  await session.until(/❯ Keep it/);
  session.type(keys.enter);
  await session.ended;
  return { choosing, typingTheCode: from(/^Step 4/, typingTheCode), done: from(/^Step 5/, session.lines()) };
}

/** Runs `verify --all` on the practice account, whose buckets show every verdict. */
export async function verifyAll() {
  const session = startSession(['verify', '--all', '--sandbox'], COLUMNS, [1]);
  await session.ended;
  return session.lines();
}

/**
 * Purges old versions on the practice account, in a terminal of 80 columns.
 * @returns two parts of one run: from the plan to the open question for the code, and the end
 */
export async function purging() {
  const session = startSession(['purge', 'payments-protected', '--older-than', '7d', '--sandbox'], NARROW);
  await session.until(/Which device/);
  session.type(keys.enter);
  await session.until(/leave empty to stop/);
  session.type(`payments-protected${keys.enter}`);
  const [, code] = await session.until(/authenticator shows (\d{3} \d{3})/);
  const planned = from(/^Step 4/, session.lines());
  session.type(`${code}${keys.enter}`);
  await session.ended;
  const done = from(/^Step 6/, session.lines());
  // Where paths are broken into lines depends on how long they are on this machine.
  return { planned, done: done.slice(0, done.findIndex((runs) => runs[0]?.text.startsWith('journal'))) };
}

function from(heading, lines) {
  return lines.slice(lines.findIndex((runs) => heading.test(runs[0]?.text ?? '')));
}
