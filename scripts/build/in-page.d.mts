import type { Plugin } from 'vitest/config';

/** For vitest.config.ts, which is checked; the code says what it does. */
export function inPage(): Plugin;
