import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { isolatedEnvironment } from './isolated-environment.js';

// Runs before every test file: nothing a test does may read or touch the developer's own settings.
const home = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-test-'));
const clean = isolatedEnvironment(home);
for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
Object.assign(process.env, clean);
// For the bare SDK clients of tests only: programs that tests start do not inherit it and have to be silent by themselves.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
afterAll(() => rmSync(home, { recursive: true, force: true }));
