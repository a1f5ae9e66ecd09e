import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { emptyNode, ours, temporaryDirectory } from './commands.mjs';
import { compare } from './rounds.mjs';

/** How long the program takes until it has answered without AWS. */
export function* startUp() {
  for (const flag of ['--help', '--version']) {
    yield { what: `${flag} / node -e 0`, bound: 2, ...compare(ours([flag]), emptyNode, 20) };
  }
  const profiles = ours(['complete', '--', 'verify', '--profile', ''], { AWS_CONFIG_FILE: manyProfiles() });
  yield { what: 'a completion, from 1,000 profiles / node -e 0', bound: 2.5, ...compare(profiles, emptyNode, 20) };
}

/** A config file of somebody with many accounts. */
function manyProfiles() {
  const file = path.join(temporaryDirectory(), 'config');
  writeFileSync(file, Array.from({ length: 1000 }, (_, index) => `[profile account-${index}]\nregion = eu-west-1\n`).join('\n'));
  return file;
}
