import { PracticeError } from '../types.js';

/**
 * Parameter checks of IAM and STS. Both put every violation into one ValidationError, in the words of captured answers:
 * `1 validation error detected: Value '1234567' at 'tokenCode' failed to satisfy constraint: Member must have …`.
 */
type Constraint =
  | { kind: 'required' }
  | { kind: 'length'; min: number; max: number }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'range'; min: number; max: number }
  | { kind: 'oneOf'; values: readonly string[] };

/** What a parameter must look like. `member` is the name AWS uses in the message: the parameter's, first letter small. */
type ParameterRule = { name: string; member: string; constraints: readonly Constraint[] };

/** Makes a rule; the member name follows from the parameter's (`TokenCode` → `tokenCode`). */
export function rule(name: string, ...constraints: Constraint[]): ParameterRule {
  return { name, member: name.charAt(0).toLowerCase() + name.slice(1), constraints };
}

/**
 * Checks parameters against rules; parameters that are absent and not required pass.
 * @throws PracticeError 400 ValidationError that lists every violation
 */
export function checkParameters(parameters: ReadonlyMap<string, string>, rules: readonly ParameterRule[]): void {
  const violations = rules.flatMap(({ name, member, constraints }) => {
    const value = parameters.get(name);
    return constraints.flatMap((constraint) => {
      const demand = violated(constraint, value);
      if (demand === null) return [];
      const shown = value === undefined ? 'null' : `'${value}'`;
      return [`Value ${shown} at '${member}' failed to satisfy constraint: Member must ${demand}`];
    });
  });
  if (violations.length === 0) return;
  const errors = violations.length === 1 ? 'error' : 'errors';
  throw new PracticeError(400, 'ValidationError', `${violations.length} validation ${errors} detected: ${violations.join('; ')}`);
}

function violated(constraint: Constraint, value: string | undefined): string | null {
  if (constraint.kind === 'required') return value === undefined ? 'not be null' : null;
  if (value === undefined) return null;
  switch (constraint.kind) {
    case 'length':
      if (value.length < constraint.min) return `have length greater than or equal to ${constraint.min}`;
      return value.length > constraint.max ? `have length less than or equal to ${constraint.max}` : null;
    case 'pattern':
      return new RegExp(`^(?:${constraint.pattern})$`).test(value)
        ? null
        : `satisfy regular expression pattern: ${constraint.pattern}`;
    case 'range':
      if (!(Number(value) >= constraint.min)) return `have value greater than or equal to ${constraint.min}`;
      return Number(value) > constraint.max ? `have value less than or equal to ${constraint.max}` : null;
    case 'oneOf':
      return constraint.values.includes(value) ? null : `satisfy enum value set: [${constraint.values.join(', ')}]`;
  }
}
