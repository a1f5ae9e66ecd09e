/**
 * npm run simulate -- --prove [--runs <n>] [--seed <s>] [--only <words>]: puts one defect after the other into the
 * program, in what is built and not in the sources, and shows at which seed the simulator says that something does not
 * hold; --only those that are told with these words. Exits 1 where a defect goes through n scenarios unseen.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSimulator, SCENARIOS_A_PROCESS } from './build.mjs';
import { defects } from './defects.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tries every defect, and says of each what was found. @param range `workers`: defects that are tried at the same time */
export async function prove({ runs, seed, workers, only }) {
  const chosen = [...defects.entries()].filter(([, { what }]) => what.includes(only));
  if (chosen.length === 0) throw new Error(`no defect is told with these words: ${only}`);
  const left = [...chosen];
  let unseen = 0;
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [number, defect] = next;
      const name = `.simulation-with-defect-${number}`;
      const found = await firstFinding(await buildSimulator(name, [pluginFor(defect)]), { runs, seed });
      rmSync(path.join(root, 'node_modules', name), { recursive: true, force: true });
      if (found === null) unseen += 1;
      console.log(`| ${defect.what} | ${found === null ? `not seen in ${runs} scenarios` : `scenario ${found.scenarios}`} | ${found === null ? '' : found.what} |`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  console.log(`${chosen.length} defects, ${chosen.length - unseen} caught in the seeds ${seed} to ${seed + runs - 1}, ${unseen} not`);
  if (unseen > 0) process.exitCode = 1;
}

/** Rewrites the sources of one defect on their way into the bundle; a text that is not there is a mistake of the table. */
function pluginFor({ file, from, to }) {
  return {
    name: 'defect',
    setup(build) {
      build.onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, ({ path: source }) => {
        const text = readFileSync(source, 'utf8');
        if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
        return { contents: text.replace(from, () => to), loader: 'ts' };
      });
    },
  };
}

/** Plays scenarios until one does not hold; `null` for none. */
async function firstFinding(program, { runs, seed }) {
  for (let played = 0; played < runs; played += SCENARIOS_A_PROCESS) {
    const found = await firstFindingOf(program, seed + played, seed + Math.min(played + SCENARIOS_A_PROCESS, runs) - 1);
    if (found !== null) return { scenarios: found.seed - seed + 1, what: found.what };
  }
  return null;
}

/** The same for the seeds of one process, which has to play them all: one that ends early has shown nothing. */
async function firstFindingOf(program, first, last) {
  const child = spawn(process.execPath, [...program, 'play', String(first), String(last)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let played = 0;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { unhandled, seed, findings } = JSON.parse(line);
      if (unhandled !== undefined) continue;
      if (findings.length > 0) return { seed, what: shortened(findings[0].what) };
      played += 1;
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  if (played <= last - first) throw new Error(`of the seeds ${first} to ${last} only ${played} were played`);
  return null;
}

/** The first line, without names that are different every time. */
function shortened(what) {
  const [first] = what.replace(/^Error: .*?: Error: /s, '').split('\n');
  return first.replaceAll('|', '/').replace(/AKIA\w{16}/g, 'AKIA…').slice(0, 110);
}
