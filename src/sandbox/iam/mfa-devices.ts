import type { AccountState } from '../people/account-state.js';
import type { RegisteredDevice } from '../people/mfa-devices.js';
import { ROOT_USER_NAME } from '../people/people.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation, QueryResult } from '../wire/query-protocol.js';
import { checkAllowed, subjectOf } from './access.js';
import { pageOf, pageParameters } from './paging.js';
import { describePerson, instant } from './presentation.js';

/**
 * ListMFADevices: every kind of device of one user. Hardware tokens and passkeys of root are seen here alone, by root.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 */
export function listMfaDevices({ people, devices }: AccountState): QueryOperation {
  return {
    parameters: ['UserName', ...pageParameters],
    run(call, parameters) {
      const person = subjectOf(people, call, 'iam:ListMFADevices', parameters);
      const page = pageOf(devices.of(person), parameters, (device) => ({
        UserName: person.userName ?? ROOT_USER_NAME,
        SerialNumber: device.serialNumber,
        EnableDate: instant(device.enabledAt),
      }));
      return { MFADevices: { member: page.member }, ...page.state };
    },
  };
}

const assignments = ['Any', 'Unassigned', 'Assigned'] as const;

/**
 * ListVirtualMFADevices: the virtual devices of the whole account. Root's is told by `User.Arn` alone, never by its
 * name; unassigned devices have no User.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
 */
export function listVirtualMfaDevices({ accountId, devices }: AccountState): QueryOperation {
  return {
    parameters: ['AssignmentStatus', ...pageParameters],
    run(call, parameters) {
      checkAllowed(call, 'iam:ListVirtualMFADevices', `arn:aws:iam::${accountId}:mfa/`);
      checkParameters(parameters, [rule('AssignmentStatus', { kind: 'oneOf', values: assignments })]);
      const status = parameters.get('AssignmentStatus') ?? 'Any';
      const listed = devices
        .all()
        .filter(({ kind }) => kind === 'virtual')
        .filter(({ owner }) => status === 'Any' || (owner !== null) === (status === 'Assigned'));
      const page = pageOf(listed, parameters, describeVirtualDevice);
      return { VirtualMFADevices: { member: page.member }, ...page.state };
    },
  };
}

function describeVirtualDevice({ serialNumber, owner, enabledAt }: RegisteredDevice): QueryResult {
  // AWS prints neither EnableDate nor User for a device that nobody has.
  if (owner === null) return { SerialNumber: serialNumber };
  return { SerialNumber: serialNumber, EnableDate: instant(enabledAt), User: describePerson(owner) };
}
