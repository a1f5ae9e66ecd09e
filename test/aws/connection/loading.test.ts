import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Everything that is loaded together with an output file: its own inputs and those of what it imports at once. */
function loadedWith(output: string, { outputs }: Metafile, seen = new Set<string>()): string[] {
  if (seen.has(output)) return [];
  seen.add(output);
  const { inputs = {}, imports = [] } = outputs[output] ?? {};
  const atOnce = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
  return [...Object.keys(inputs), ...atOnce.flatMap((path) => loadedWith(path, { inputs: {}, outputs }, seen))];
}

/** Bundles one file of src/aws as the program is bundled and tells which packages it loads at once. */
async function packagesOf(...files: string[]): Promise<Set<string>> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    entryPoints: files.map((file) => `src/aws/${file}`),
    outdir: 'nowhere',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    metafile: true,
  });
  const entries = Object.keys(metafile.outputs).filter((name) => files.some((file) => metafile.outputs[name]?.entryPoint === `src/aws/${file}`));
  const inputs = entries.flatMap((entry) => loadedWith(entry, metafile));
  return new Set(inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
}

describe('what is not needed is not loaded', () => {
  test('finding a static key takes nothing of the SDK but its reader of shared files', async () => {
    const packages = await packagesOf('credentials/credentials.ts');
    expect([...packages].filter((name) => /^@aws-sdk\//.test(name))).toEqual([]);
  });

  test('connecting loads no service at all', async () => {
    const packages = await packagesOf('connection/clients.ts');
    for (const name of ['client-s3', 'client-iam', 'client-sts', 'credential-providers', 'nested-clients']) expect(packages).not.toContain(`@aws-sdk/${name}`);
    for (const name of ['proxy-agent', 'https-proxy-agent', 'http-proxy-agent']) expect(packages).not.toContain(name);
  });

  test('reading buckets loads S3 and STS, but not IAM or sign-in services', async () => {
    const packages = await packagesOf(
      ...['connection/clients.ts', 'connection/s3-client.ts', 'connection/sts-client.ts', 'identities/identity.ts'],
      ...['buckets/bucket-inspection.ts', 'buckets/bucket-listing.ts', 'buckets/bucket-versioning.ts'],
    );
    expect(packages).toContain('@aws-sdk/client-s3');
    for (const name of ['client-iam', 'credential-provider-sso', 'credential-provider-login', 'nested-clients']) expect(packages).not.toContain(`@aws-sdk/${name}`);
  });
});
