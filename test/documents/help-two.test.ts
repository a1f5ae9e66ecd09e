import { describe, expect, it } from 'vitest';
import { commandNames, examplesOf } from './support/help-examples.js';
import { runExamples } from './support/run-examples.js';

runExamples(commandNames.slice(6));

describe('the help of every command', () => {
  it.each(commandNames)('%s has at least three examples', (name) => {
    expect(examplesOf(name).length).toBeGreaterThanOrEqual(3);
  });
});
