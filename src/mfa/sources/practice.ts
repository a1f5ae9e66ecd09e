import type { CodeSource } from '../types.js';

/**
 * The authenticator of the practice account, read by the program itself: used with `--sandbox` off a terminal.
 * @param code gives the six digits that the device with this serial number shows now
 */
export function makePracticeSource(code: (serialNumber: string) => string): CodeSource {
  return {
    kind: 'practice',
    live: true,
    refusalsAllowed: 2,
    next: async ({ device }) => code(device.serialNumber),
  };
}

/**
 * The line under the question for a code with `--sandbox` on a terminal: what the person would read off a phone.
 * @param code as above
 * @returns the line for a serial number, to be redrawn as the code changes
 */
export function practiceDisplay(code: (serialNumber: string) => string): (serialNumber: string) => string {
  return (serialNumber) => {
    const digits = code(serialNumber);
    return `the practice authenticator shows ${digits.slice(0, 3)} ${digits.slice(3)}`;
  };
}
