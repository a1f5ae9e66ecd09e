import { GetAccountSummaryCommand, GetUserCommand, ListMFADevicesCommand, ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFault } from '../../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, keyOf, refusalOf } from '../support/practice-clients.js';

const ROOT_DEVICE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';

let practice: PracticeAccountHandle;
let root: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  practice = await startPracticeAccount();
  root = clientsOf(practice, practice.root);
});

afterAll(() => practice.close());

describe('ListMFADevices', () => {
  it('shows root its virtual device, its hardware token and its passkey', async () => {
    const { MFADevices = [] } = await root.iam.send(new ListMFADevicesCommand());
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([
      ROOT_DEVICE,
      'GAHT12345678',
      'arn:aws:iam::111122223333:u2f/root/laptop-passkey-QF4TTTKLLQYVP7LHLRL4KW3MWM',
    ]);
    expect(MFADevices[0]?.EnableDate).toBeInstanceOf(Date);
  });

  it('shows the devices of a user by name', async () => {
    const { MFADevices } = await root.iam.send(new ListMFADevicesCommand({ UserName: 'admin' }));
    expect(MFADevices).toMatchObject([{ UserName: 'admin', SerialNumber: 'arn:aws:iam::111122223333:mfa/admin' }]);
  });

  it('shows a user its own', async () => {
    const { iam } = clientsOf(practice, keyOf(practice, 'admin'));
    expect((await iam.send(new ListMFADevicesCommand())).MFADevices).toHaveLength(1);
  });

  it('does not know a user who does not exist', async () => {
    expect(await refusalOf(root.iam.send(new ListMFADevicesCommand({ UserName: 'nobody' })))).toEqual({
      code: 'NoSuchEntityException',
      status: 404,
      message: 'The user with name nobody cannot be found.',
    });
  });

  it('is denied to a user without rights, in the words of IAM', async () => {
    const { iam } = clientsOf(practice, keyOf(practice, 'intern'));
    expect(await refusalOf(iam.send(new ListMFADevicesCommand()))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:iam::111122223333:user/intern is not authorized to perform: iam:ListMFADevices on resource: user intern because no identity-based policy allows the iam:ListMFADevices action',
    });
  });

  it('comes in pages', async () => {
    const first = await root.iam.send(new ListMFADevicesCommand({ MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, MFADevices: [{}, {}] });
    const second = await root.iam.send(new ListMFADevicesCommand({ MaxItems: 2, Marker: first.Marker }));
    expect(second).toMatchObject({ IsTruncated: false, MFADevices: [{}] });
    expect(second.Marker).toBeUndefined();
  });

  it('refuses page sizes and markers that cannot be', async () => {
    expect(await refusalOf(root.iam.send(new ListMFADevicesCommand({ MaxItems: 0 })))).toMatchObject({
      status: 400,
      message: "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    });
    expect(await refusalOf(root.iam.send(new ListMFADevicesCommand({ Marker: 'made-up' })))).toMatchObject({ code: 'ValidationError', status: 400 });
  });
});

describe('ListVirtualMFADevices', () => {
  it('tells the device of root by its user’s arn, without a user name', async () => {
    const { VirtualMFADevices = [] } = await root.iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }));
    const ofRoot = VirtualMFADevices.filter(({ User }) => User?.Arn?.endsWith(':root'));
    expect(ofRoot).toMatchObject([{ SerialNumber: ROOT_DEVICE, User: { UserId: '111122223333', Arn: 'arn:aws:iam::111122223333:root' } }]);
    expect(ofRoot[0]?.User?.UserName).toBeUndefined();
    expect(ofRoot[0]?.EnableDate).toBeInstanceOf(Date);
  });

  it('lists virtual devices only, assigned or not as asked', async () => {
    const serials = async (status?: 'Any' | 'Assigned' | 'Unassigned'): Promise<string[]> => {
      const { VirtualMFADevices = [] } = await root.iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: status }));
      return VirtualMFADevices.map(({ SerialNumber = '' }) => SerialNumber.replace('arn:aws:iam::111122223333:mfa/', ''));
    };
    expect(await serials('Assigned')).toEqual(['root-account-mfa-device', 'admin']);
    expect(await serials('Unassigned')).toEqual(['never-assigned']);
    expect(await serials()).toEqual(['root-account-mfa-device', 'admin', 'never-assigned']);
  });

  it('is allowed to the auditor, denied to the intern', async () => {
    const auditor = clientsOf(practice, keyOf(practice, 'auditor'));
    expect((await auditor.iam.send(new ListVirtualMFADevicesCommand())).VirtualMFADevices).toHaveLength(3);
    const intern = clientsOf(practice, keyOf(practice, 'intern'));
    expect((await refusalOf(intern.iam.send(new ListVirtualMFADevicesCommand()))).message).toBe(
      'User: arn:aws:iam::111122223333:user/intern is not authorized to perform: iam:ListVirtualMFADevices on resource: arn:aws:iam::111122223333:mfa/ because no identity-based policy allows the iam:ListVirtualMFADevices action',
    );
  });
});

describe('root’s devices under faults', () => {
  it('may be a passkey alone; the summary still says that MFA is enabled', async () => {
    const passkeyOnly = await startPracticeAccount({ faults: [parseFault('fido-only-root')] });
    const { iam } = clientsOf(passkeyOnly, passkeyOnly.root);
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand());
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([expect.stringContaining(':u2f/root/')]);
    expect((await iam.send(new GetAccountSummaryCommand())).SummaryMap?.AccountMFAEnabled).toBe(1);
    await passkeyOnly.close();
  });

  it('may be named otherwise, while a user’s device has root’s usual name', async () => {
    const renamed = await startPracticeAccount({ faults: [parseFault('renamed-root-device')] });
    const { VirtualMFADevices = [] } = await clientsOf(renamed, renamed.root).iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }));
    const owners = VirtualMFADevices.map(({ SerialNumber, User }) => [SerialNumber?.split('/')[1], User?.Arn?.split(':').at(-1)]);
    expect(owners).toEqual([
      ['practice-phone', 'root'],
      ['root-account-mfa-device', 'user/admin'],
    ]);
    await renamed.close();
  });
});

describe('GetAccountSummary and GetUser', () => {
  it('sum the account up', async () => {
    const { SummaryMap } = await root.iam.send(new GetAccountSummaryCommand());
    expect(SummaryMap).toMatchObject({ Users: 3, AccountMFAEnabled: 1, AccountAccessKeysPresent: 1, MFADevicesInUse: 4, AccessKeysPerUserQuota: 2 });
  });

  it('show root without a user name, and users with theirs', async () => {
    const { User: rootUser } = await root.iam.send(new GetUserCommand());
    expect(rootUser).toMatchObject({ UserId: '111122223333', Arn: 'arn:aws:iam::111122223333:root' });
    expect(rootUser?.UserName).toBeUndefined();
    const { User: auditor } = await root.iam.send(new GetUserCommand({ UserName: 'auditor' }));
    expect(auditor).toMatchObject({ Path: '/', UserName: 'auditor', Arn: 'arn:aws:iam::111122223333:user/auditor' });
  });
});
