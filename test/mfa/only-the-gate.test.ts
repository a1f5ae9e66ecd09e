import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ file: join('src', name), text: readFileSync(join('src', name), 'utf8') }));

const filesWith = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('the gate is the one door for codes', () => {
  it('mints codes, and nothing else does', () => {
    expect(filesWith(/mintOneTimeCode|\bas (?:unknown as )?OneTimeCode\b/).toSorted()).toEqual(['src/core/one-time-code.ts', 'src/mfa/gate.ts']);
  });

  it('is passed by every request that carries a code: the field is set in src/aws alone, from a OneTimeCode', () => {
    const setters = filesWith(/(?:(?<![\w-])(?:MFA|TokenCode)|x-amz-mfa)['"]?\]?\s*[:=](?!=)|\.set\(['"](?:MFA|TokenCode|x-amz-mfa)/i)
      .filter((file) => !file.startsWith(join('src', 'sandbox')));
    for (const file of setters) {
      expect(file).toMatch(/^src\/aws\//);
      expect(readFileSync(file, 'utf8')).toMatch(/import .*\bOneTimeCode\b.*one-time-code\.js/);
    }
  });

  it('is passed by every request for a session: there is one function for it, and it takes a OneTimeCode', () => {
    expect(filesWith(/\bGetSessionTokenCommand\b/)).toEqual(['src/aws/identities/sessions.ts']);
    expect(readFileSync('src/aws/identities/sessions.ts', 'utf8')).toMatch(/export async function getSession\([^)]*code: OneTimeCode\)/);
    const callers = filesWith(/\bgetSession\(/).filter((file) => file !== 'src/aws/identities/sessions.ts');
    expect(callers).toEqual(['src/flows/steps/session/obtain-session.ts']);
    expect(readFileSync('src/flows/steps/session/obtain-session.ts', 'utf8')).toMatch(/gate\.spend\(\{[^]*send\(code\) \{[^]*getSession\([^)]*code\)/);
  });
});

type Linter = { lintText(code: string, options: { filePath: string }): Promise<{ messages: { ruleId: string | null }[] }[]> };
// ESLint 8 carries no types.
const { ESLint } = createRequire(import.meta.url)('eslint') as { ESLint: new () => Linter };

describe('the linter', { timeout: 30_000 }, () => {
  const eslint = new ESLint();
  const lint = async (filePath: string, code: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(code, { filePath });
    return result?.messages.map(({ ruleId }) => ruleId) ?? [];
  };

  it('refuses a second minter', async () => {
    const code = "import { mintOneTimeCode } from '../core/one-time-code.js';\nexport const code = mintOneTimeCode('GAHT12345678', '123456');\n";
    expect(await lint('src/flows/sneaky.ts', code)).toContain('no-restricted-syntax');
    expect(await lint('src/aws/sneaky.ts', code)).toContain('no-restricted-syntax');
    expect(await lint('src/mfa/gate.ts', code)).toEqual([]);
  });

  it.each(["MFA: 'x'", "TokenCode: 'x'", "'x-amz-mfa': 'x'"])('refuses a flow that sets %s', async (field) => {
    const code = `export const input = { ${field} };\n`;
    expect(await lint('src/flows/sneaky.ts', code)).toContain('no-restricted-syntax');
    expect(await lint('src/aws/set-versioning.ts', code)).toEqual([]);
  });
});
