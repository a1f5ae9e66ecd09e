import type { AccountState } from '../people/account-state.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { holderNamed } from './holders.js';
import { pageOf, pageParameters } from './paging.js';
import { describeGroup, describePerson, describeRole } from './presentation.js';

/** GetGroup: the group, and its members page by page. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export function getGroup({ people }: AccountState): QueryOperation {
  return {
    parameters: ['GroupName', ...pageParameters],
    run(call, parameters) {
      const group = holderNamed('Group', people, call, 'iam:GetGroup', parameters);
      const members = people.users().filter(({ userName }) => group.members.has(userName));
      const page = pageOf(members, parameters, describePerson);
      return { Group: describeGroup(group), Users: { member: page.member }, ...page.state };
    },
  };
}

/** GetRole. When it was last used, and tags, are not modelled. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function getRole({ people }: AccountState): QueryOperation {
  return {
    parameters: ['RoleName'],
    run: (call, parameters) => ({ Role: describeRole(holderNamed('Role', people, call, 'iam:GetRole', parameters)) }),
  };
}
