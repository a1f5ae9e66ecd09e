/** Reads a flag that holds a text; `undefined` where it was not given. */
export function textFlag(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Gathers the values of a repeatable flag, in the order they were given: an argument parser for commander. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Reads a repeatable flag; none where it was not given. */
export function listFlag(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
