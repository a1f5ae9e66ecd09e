import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { columnsOf, lend, surviveClosedReader } from '../../src/ui/streams.js';
import { terminalOutput } from '../support/fake-terminal.js';

const writeError = (code: string) => Object.assign(new Error(`write ${code}`), { code });

describe('an output stream', () => {
  it('survives a reader that went away', () => {
    const stream = new PassThrough();
    surviveClosedReader(stream);
    expect(stream.emit('error', writeError('EPIPE'))).toBe(true);
  });

  it('still fails when the disk is full', () => {
    const stream = new PassThrough();
    surviveClosedReader(stream);
    expect(() => stream.emit('error', writeError('ENOSPC'))).toThrow('ENOSPC');
  });

  it('has 80 columns where it does not say', () => {
    expect([columnsOf(new PassThrough()), columnsOf(terminalOutput(132))]).toEqual([80, 132]);
  });

  it('stays open when what it was lent to ends it, and shows its size as it is now', () => {
    const output = terminalOutput(80);
    const lent = lend(output);
    output.columns = 100;
    lent.end('text');
    expect([output.text(), output.writable, lent.isTTY, lent.columns, lent.rows]).toEqual(['text', true, true, 100, 24]);
  });
});
