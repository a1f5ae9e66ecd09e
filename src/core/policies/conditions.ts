import { wildcardMatches } from './wildcard.js';

/** One condition of a policy statement; operator and key in lower case, as IAM compares them. */
export type Condition = { operator: string; key: string; values: string[] };

/**
 * What a request says about condition keys, by their names in lower case: a value, or `null` for a key that such a
 * request never has. A key that is not in the map may have any value.
 */
export type RequestContext = ReadonlyMap<string, string | null>;

/** Lists the values of a policy element, which JSON policies write as one value or as a list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The Condition block of a statement, flattened: all of them have to hold. Malformed parts are left out. */
export function conditionsOf(block: unknown): Condition[] {
  return entriesOf(block).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, value]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: listOf(value).map(String),
    })),
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/**
 * Does a condition hold for a request?
 * @returns `undefined` where that cannot be told: a key with an unknown value, or an operator on dates or addresses
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(condition: Condition, request: RequestContext): boolean | undefined {
  const actual = request.get(condition.key);
  if (actual === undefined) return undefined;
  return actual === null ? holdsWithoutKey(condition) : holdsForText(condition, actual);
}

/** A missing key fails the condition, unless the operator is negated or says what a missing key means. */
function holdsWithoutKey({ operator, values }: Condition): boolean {
  if (operator === 'null') return saysTrue(values);
  if (operator.startsWith('forallvalues:')) return true;
  if (operator.startsWith('foranyvalue:')) return false;
  return operator.endsWith('ifexists') || operator.includes('not');
}

function holdsForText({ operator, values }: Condition, actual: string): boolean | undefined {
  if (operator === 'null') return !saysTrue(values);
  const plain = operator.replace(/^for(allvalues|anyvalue):/, '').replace(/ifexists$/, '');
  if (plain === 'bool') return values.some((value) => value.toLowerCase() === actual.toLowerCase());
  if (plain.startsWith('numeric')) return holdsForNumber(plain, values, Number(actual));
  const match = /^(string|arn)(not)?(equals|equalsignorecase|like)$/.exec(plain);
  if (match === null) return undefined;
  const [, type, not, how] = match;
  const found = values.some((value) => {
    if (how === 'equalsignorecase') return value.toLowerCase() === actual.toLowerCase();
    // ArnEquals and ArnLike do the same: both take wildcards.
    return type === 'arn' || how === 'like' ? wildcardMatches(value, actual) : value === actual;
  });
  return not === undefined ? found : !found;
}

const comparisons: Readonly<Record<string, (actual: number, value: number) => boolean>> = {
  numericequals: (actual, value) => actual === value,
  numericlessthan: (actual, value) => actual < value,
  numericlessthanequals: (actual, value) => actual <= value,
  numericgreaterthan: (actual, value) => actual > value,
  numericgreaterthanequals: (actual, value) => actual >= value,
};

function holdsForNumber(operator: string, values: readonly string[], actual: number): boolean | undefined {
  const compare = comparisons[operator.replace('numericnot', 'numeric')];
  if (compare === undefined || Number.isNaN(actual)) return undefined;
  const found = values.some((value) => compare(actual, Number(value)));
  return operator.startsWith('numericnot') ? !found : found;
}

function saysTrue(values: readonly string[]): boolean {
  return values.some((value) => value.toLowerCase() === 'true');
}
