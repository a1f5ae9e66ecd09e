import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryHome } from '../support/temporary-home.js';
import { readDocument } from './support/json-document.js';
import { startPracticeServer } from './support/practice-server.js';

const documented = readFileSync(new URL('../../docs/verify-in-ci.md', import.meta.url), 'utf8');
const program = fileURLToPath(new URL('../../bin/s3-mfa-delete.js', import.meta.url));

/** The code blocks of one language, as documented. */
function blocks(language: string): string[] {
  return [...documented.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1] ?? '');
}

type Job = { jobs: { verify: { steps: { name?: string; run?: string }[] } } };

/** A step of the documented job. */
function step(name: string): string {
  const [job = ''] = blocks('yaml');
  const found = (parse(job) as Job).jobs.verify.steps.find((one) => one.name === name)?.run;
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
}

/** A place where steps run: the program on the PATH, the expectations file of the page, keys of the practice account. */
async function runner() {
  const server = await startPracticeServer();
  const home = temporaryHome();
  const tools = path.join(home, 'bin');
  mkdirSync(tools);
  symlinkSync(program, path.join(tools, 's3-mfa-delete'));
  writeFileSync(path.join(home, 'expectations.yaml'), blocks('yaml')[1] ?? '');
  const output = path.join(home, 'output');
  const env = { ...server.environment(), HOME: home, PATH: `${tools}:${process.env.PATH ?? ''}`, GITHUB_OUTPUT: output };
  const run = (script: string) =>
    new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
      // As GitHub runs it: https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell
      execFile('bash', ['-eo', 'pipefail', '-c', script], { cwd: home, env }, (error, stdout, stderr) => {
        resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  return { home, run, output };
}

describe('the documented job', () => {
  it('keeps its report and remembers the exit code of a finding', async () => {
    const { home, run, output } = await runner();

    const ended = await run(step('verify'));

    expect(ended.exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe('exit-code=1\n');
    expect(readDocument(readFileSync(path.join(home, 'mfa-delete.json'), 'utf8'), 'verify')).toMatchObject({ policy: { missing: ['audit-logs'] } });
  });

  it('compares with yesterday only where there is a yesterday, and finds nothing where nothing changed', async () => {
    const { home, run } = await runner();
    expect(existsSync(path.join(home, 'baseline.json'))).toBe(false);
    expect((await run(step('compare with yesterday'))).exitCode).toBe(0);

    await run(`${step('verify')}\nmv mfa-delete.json baseline.json`);
    const ended = await run(step('compare with yesterday'));

    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('Nothing changed since');
  });

  it('has a line for cron that logs the exit code', async () => {
    const { home, run } = await runner();
    const [line = ''] = blocks('cron');
    const command = line.replace(/^(\S+ +){5}/, '').replace('AWS_PROFILE=audit ', '').replace('/etc/mfa-delete/', `${home}/`).replace('logger -t mfa-delete', 'echo');

    expect((await run(command)).stdout).toMatch(/^exit 1$/m);
  });
});
