/**
 * Loaded into Node before a program: time runs FAST_TIME_RATE times as fast as it does, from FAST_TIME_START (ms since the
 * epoch) at FAST_TIME_BEGAN (the same, by the real clock). Half a minute until the next code takes two seconds so.
 */
'use strict';

const [start, began, rate] = ['START', 'BEGAN', 'RATE'].map((name) => Number(process.env[`FAST_TIME_${name}`]));
const real = { Date, setTimeout, setInterval };
const now = () => Math.floor(start + (real.Date.now() - began) * rate);

globalThis.Date = class extends real.Date {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
globalThis.setTimeout = Object.assign((act, ms, ...rest) => real.setTimeout(act, (ms ?? 0) / rate, ...rest), real.setTimeout);
globalThis.setInterval = (act, ms, ...rest) => real.setInterval(act, (ms ?? 0) / rate, ...rest);
