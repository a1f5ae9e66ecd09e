import fc from 'fast-check';
import { accounts, type DrawnAccount } from './account.js';
import { type DrawnCommand, drawnCommands, entryOf, tellingCommands } from './commands/table.js';
import type { Signer } from './world.js';
import { aimedDisturbance, aimedFault, type Disturbance, disturbances, faults, oneDisturbance, oneFault } from './disturbances.js';

/** Where the codes of a run come from: somebody at a terminal, or in a script stdin, a flag, or a command. */
export type CodesFrom = 'person' | 'stdin' | 'flag' | 'process';

/** One run of the program. */
export type Step = {
  command: DrawnCommand;
  codesFrom: CodesFrom;
  signer: Signer;
  /** Where the credentials stand: in variables, or in a profile that is named. */
  keptIn: 'environment' | 'profile';
  /** Is AWS reached over http by a name that is not loopback's? */
  inTheClear: boolean;
  json: boolean;
  debug: boolean;
  /** What the person does at each question, or each line of stdin: see person.ts. */
  answers: readonly number[];
  faults: readonly string[];
  disturbances: readonly Disturbance[];
  /** Before it, in seconds. */
  pause: number;
  /** Has another administrator taken back, just before it, all but what was first written to every key? */
  takenBack: boolean;
};

/** A step, and whether its command line is once more the one before. */
type DrawnStep = Step & { again: boolean };

/** An account and what is run on it. */
export type Scenario = { account: DrawnAccount; steps: readonly Step[] };

const answer = fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 49 }) }, { weight: 3, arbitrary: fc.nat({ max: 99 }) });

const anyStep = fc.record<DrawnStep>({
  command: drawnCommands,
  codesFrom: fc.oneof({ weight: 6, arbitrary: fc.constant('person' as const) }, { weight: 3, arbitrary: fc.constant('stdin' as const) }, { weight: 2, arbitrary: fc.constant('process' as const) }, { weight: 1, arbitrary: fc.constant('flag' as const) }),
  signer: fc.oneof({ weight: 16, arbitrary: fc.constant('root-key' as const) }, { weight: 4, arbitrary: fc.constantFrom('root-session' as const, 'root-session' as const, 'root-session' as const, 'user' as const) }),
  keptIn: fc.constantFrom('environment', 'environment', 'profile'),
  inTheClear: fc.oneof({ weight: 30, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  json: fc.boolean(),
  debug: fc.boolean(),
  answers: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(answer, { maxLength: 12 }) }),
  faults,
  disturbances,
  pause: fc.constantFrom(0, 5, 40, 400),
  takenBack: fc.constantFrom(false, false, false, false, true),
  again: fc.constantFrom(false, false, true),
});

/** All is ready for the work to be done, and one thing goes wrong where most depends on it, or two. */
const tellingStep = fc.record<DrawnStep>({
  command: tellingCommands,
  codesFrom: fc.constantFrom('person', 'person', 'person', 'process'),
  signer: fc.constantFrom('root-key', 'root-key', 'root-key', 'root-session'),
  keptIn: fc.constant('environment'),
  inTheClear: fc.constant(false),
  json: fc.boolean(),
  debug: fc.boolean(),
  answers: fc.constant([]),
  faults: oneFault,
  disturbances: oneDisturbance,
  pause: fc.constantFrom(0, 40, 400),
  takenBack: fc.constantFrom(false, false, true),
  again: fc.boolean(),
});

const step: fc.Arbitrary<DrawnStep> = fc.oneof({ weight: 3, arbitrary: anyStep }, { weight: 2, arbitrary: tellingStep });

/** The steps as they are carried out: what goes wrong is aimed at what each command is about. */
function inOrder(drawn: readonly DrawnStep[]): Step[] {
  const steps: Step[] = [];
  for (const { again, ...each } of drawn) {
    const command = again ? (steps.at(-1)?.command ?? each.command) : each.command;
    const operation = entryOf(command).decisive(command.options);
    steps.push({ ...each, command, faults: each.faults.map((words) => aimedFault(words, operation)), disturbances: each.disturbances.map((one) => aimedDisturbance(one, operation)) });
  }
  return steps;
}

/** All that can be simulated. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record<Scenario>({ account: accounts, steps: fc.array(step, { minLength: 1, maxLength: 7 }).map(inOrder) });
