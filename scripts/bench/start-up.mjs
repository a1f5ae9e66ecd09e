import { emptyNode, ours } from './commands.mjs';
import { compare } from './rounds.mjs';

/** How long the program takes until it has answered without AWS. */
export function* startUp() {
  for (const flag of ['--help', '--version']) {
    yield { what: `${flag} / node -e 0`, bound: 2, ...compare(ours([flag]), emptyNode, 20) };
  }
}
