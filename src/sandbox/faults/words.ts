import { Failure } from '../../core/failures/failure.js';
import { operationNames } from '../wire/operation-names.js';
import { type Fault, type FaultName, faultTable, valueKinds } from './table.js';

const LIST_HINT = '`s3-mfa-delete sandbox --list-faults` explains them all';

const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultTable, name);

/** A fault as `--fault` takes it, for example `slow-down=<times>[@<operation>]`. */
function faultSyntax(name: FaultName): string {
  const { placeholder } = valueKinds[faultTable[name].value];
  return placeholder === '' ? name : `${name}=${placeholder}`;
}

/** Every fault, for `--list-faults`. */
export function faultList(): { name: string; syntax: string; where: string; meaning: string }[] {
  return Object.keys(faultTable)
    .filter(isFaultName)
    .map((name) => ({ name, syntax: faultSyntax(name), where: faultTable[name].where, meaning: faultTable[name].meaning }));
}

/** What the placeholders of {@link faultSyntax} stand for. */
export function valueLegend(): { placeholder: string; explained: string }[] {
  return Object.values(valueKinds)
    .filter(({ placeholder }) => placeholder !== '')
    .map(({ placeholder, explained }) => ({ placeholder, explained }));
}

/**
 * Reads the words of one `--fault`.
 * @param words `name` or `name=value`
 * @throws Failure `usage` for an unknown fault or a value it cannot take
 */
export function parseFault(words: string): Fault {
  const [name = '', ...rest] = words.split('=');
  if (!isFaultName(name)) {
    const hints = [`the faults are ${Object.keys(faultTable).join(', ')}`, LIST_HINT];
    throw new Failure('usage', `there is no fault called \`${name}\``, { hints });
  }
  const { pattern, preset, explained } = valueKinds[faultTable[name].value];
  const value = rest.length === 0 ? null : rest.join('=');
  if (value === null && preset !== null) return { name, amount: preset, operation: null };
  const groups = value === null || (value === '' && rest.length > 0) ? undefined : pattern.exec(value)?.groups;
  if (groups === undefined) {
    const problem = value === null ? 'needs a value' : `cannot take \`${value}\``;
    throw new Failure('usage', `the fault \`${name}\` ${problem}: ${explained}`, { hints: [`write \`--fault ${faultSyntax(name)}\``, LIST_HINT] });
  }
  const after = Number(groups.after ?? 0);
  const operation = groups.operation === undefined ? null : knownOperation(name, groups.operation);
  return { name, amount: amountOf(groups.amount, preset), operation, ...(after > 0 && { after }) };
}

/** A misspelt operation would never be struck, and nobody would notice. */
function knownOperation(name: FaultName, operation: string): string {
  const services = ['s3', 'iam', 'sts'] as const;
  const struck = services.flatMap((service) => operationNames[service].filter((each) => faultTable[name].strikes(service, each)));
  if (struck.includes(operation)) return operation;
  const known = services.some((service) => operationNames[service].includes(operation));
  const problem = known ? `the fault \`${name}\` cannot strike ${operation}` : `the practice account has no operation \`${operation}\``;
  throw new Failure('usage', problem, { hints: [`\`${name}\` can be limited to ${struck.join(', ')}`, LIST_HINT] });
}

function amountOf(text: string | undefined, preset: number | null): number {
  if (text === undefined || text === 'once') return preset ?? 1;
  return text === 'always' ? Infinity : Number(text);
}
