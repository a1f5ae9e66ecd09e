import { keys, startSession } from './terminal-session.mjs';

/** Wide enough for the longest line of the wizard that cannot be broken. */
export const COLUMNS = 104;

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

function from(heading, lines) {
  return lines.slice(lines.findIndex((runs) => heading.test(runs[0]?.text ?? '')));
}
