import type { People } from '../people/people.js';
import type { Group, PolicyHolder, Role } from '../people/policy-holders.js';
import type { OperationCall } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import { checkAllowed, noSuchEntity } from './access.js';

type Holders = { User: PolicyHolder; Group: Group; Role: Role };

/** Whatever IAM finds by a name and attaches policies to. */
export type HolderKind = keyof Holders;

const finders: { readonly [Kind in HolderKind]: (people: People, name: string) => Holders[Kind] | undefined } = {
  User: (people, name) => people.find(name),
  Group: (people, name) => people.findGroup(name),
  Role: (people, name) => people.findRole(name),
};

/**
 * The user, group or role that the parameter of its kind names.
 * @param action for example `iam:GetGroup`
 * @throws PracticeError 403 AccessDenied, 404 NoSuchEntity
 */
export function holderNamed<Kind extends HolderKind>(kind: Kind, people: People, call: OperationCall, action: string, parameters: ReadonlyMap<string, string>): Holders[Kind] {
  checkParameters(parameters, [rule(`${kind}Name`, { kind: 'required' })]);
  const name = parameters.get(`${kind}Name`) ?? '';
  const holder = finders[kind](people, name);
  const noun = kind.toLowerCase();
  // Rights come first: who may not look does not learn what exists.
  checkAllowed(call, action, holder?.arn ?? `arn:aws:iam::${people.root.accountId}:${noun}/${name}`, `${noun} ${name}`);
  if (holder === undefined) throw noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
  return holder;
}
