/** What a simulation has to say. */
import { shellWords } from './shell-words.mjs';

/** One scenario that does not hold: what, and the shortest script that repeats it. */
export function describe({ seed, findings, script }, file) {
  const { buckets, devices } = script.account;
  const account = buckets.map(({ versioning, obstacle, events }, index) => `bucket-${'abc'[index]} (${versioning}${obstacle === 'none' ? '' : `, ${obstacle}`}, ${events.length} writes)`).join(', ');
  const steps = script.steps.map((step, index) => {
    const argv = findings.find((finding) => finding.step === index)?.argv;
    const with_ = [...step.faults, ...step.disturbances.map(({ moment, happening }) => `${happening.does} at ${moment.at} ${moment.nth}`)];
    return `  ${index + 1}. ${argv === undefined ? `${step.command.name} ${JSON.stringify(step.command.options)}` : shellWords(argv)}${with_.length > 0 ? `\n     with ${with_.join(', ')}` : ''}${step.answers.length > 0 ? `\n     answers ${step.answers.join(' ')}` : ''}`;
  });
  return [
    `seed ${seed} does not hold:`,
    ...findings.map(({ step, what }) => `  - ${step < script.steps.length ? `step ${step + 1}` : 'done once more, undisturbed'}: ${what}`),
    `the smallest script found; devices: ${devices}; ${account}`,
    ...steps,
    `repeat it: npm run simulate -- --seed ${seed} --runs 1`,
    `see it:    npm run simulate -- --seed ${seed} --script ${file}`,
    '',
  ].join('\n');
}

/** All of them in some lines. */
export function summaryOf(told, { seed, runs, missing, seconds }) {
  const sum = (field) => told.reduce((total, each) => total + each[field], 0);
  const all = told.flatMap(({ endings }) => endings);
  const ofCommand = (command) => all.filter((each) => each.command === command);
  const linesOf = (command) => {
    const counts = new Map();
    for (const { ending } of ofCommand(command)) counts.set(ending, (counts.get(ending) ?? 0) + 1);
    const codes = ofCommand(command).reduce((total, each) => total + each.codes, 0);
    return `  ${command.padEnd(16)} ${String(codes).padStart(5)} codes;  ${[...counts].map(([ending, count]) => `${ending}: ${count}`).sort().join(', ')}`;
  };
  const failed = told.filter(({ findings }) => findings.length > 0).length;
  return [
    'codes sent, and runs by exit code',
    ...[...new Set(all.map(({ command }) => command))].sort().map(linesOf),
    `${told.length} scenarios (seeds ${seed} to ${seed + runs - 1}), ${all.length} runs, ${sum('requests')} requests, ${sum('codes')} codes in ${seconds.toFixed(1)} s`,
    ...(missing > 0 ? [`${missing} scenarios came to no end`] : []),
    `${told.length - failed} passed, ${failed + missing} failed`,
  ].join('\n');
}
