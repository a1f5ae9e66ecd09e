import { describe, expect, it } from 'vitest';
import { completionScripts } from '../../../src/core/completion/scripts.js';

describe.each(['bash', 'zsh', 'fish'] as const)('the script for %s', (shell) => {
  const script = completionScripts[shell];

  it('asks the program, and keeps what it says of errors off the screen', () => {
    expect(script).toMatch(/s3-mfa-delete complete -- .*2>\/dev\/null/);
  });

  it('never evaluates what was typed', () => {
    expect(script).not.toMatch(/\beval\b|\(e\)|\bsource\b/);
  });
});
