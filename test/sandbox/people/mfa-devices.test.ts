import { beforeEach, describe, expect, it } from 'vitest';
import { codeAt } from '../../../src/sandbox/people/authenticator.js';
import { type DeviceRegister, makeDeviceRegister } from '../../../src/sandbox/people/mfa-devices.js';
import { makePeople, type People, type Person } from '../../../src/sandbox/people/people.js';

const SERIAL = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const TOKEN = 'GAHT12345678';
const PASSKEY = 'arn:aws:iam::111122223333:u2f/root/laptop-ABC';

let now: number;
let refusals: number;
let people: People;
let admin: Person;
let devices: DeviceRegister;

beforeEach(() => {
  now = 1_700_000_000_000;
  refusals = 0;
  people = makePeople('111122223333', now);
  admin = people.add('admin', [], now);
  devices = makeDeviceRegister({ now: () => now, refusesRightCode: () => refusals-- > 0 });
  devices.add(SERIAL, people.root, now);
  devices.add(TOKEN, people.root, now);
  devices.add(PASSKEY, people.root, now);
});

describe('the device register', () => {
  it('accepts the code shown, once', () => {
    const code = devices.codeShown(SERIAL);
    expect(devices.spend(people.root, SERIAL, code)).toBe('accepted');
    expect(devices.spend(people.root, SERIAL, code)).toBe('refused');
  });

  it('accepts the next code in the next step, and still refuses the spent one', () => {
    const first = devices.codeShown(SERIAL);
    devices.spend(people.root, SERIAL, first);
    now += 30_000;
    expect(devices.spend(people.root, SERIAL, first)).toBe('refused');
    expect(devices.spend(people.root, SERIAL, devices.codeShown(SERIAL))).toBe('accepted');
  });

  it('keeps the codes of two devices apart', () => {
    expect(devices.codeShown(SERIAL)).not.toBe(devices.codeShown(TOKEN));
    expect(devices.spend(people.root, SERIAL, devices.codeShown(SERIAL))).toBe('accepted');
    expect(devices.spend(people.root, TOKEN, devices.codeShown(TOKEN))).toBe('accepted');
  });

  it('does not spend a code that was tried with the wrong device', () => {
    const code = devices.codeShown(SERIAL);
    expect(devices.spend(people.root, TOKEN, code)).toBe('refused');
    expect(devices.spend(people.root, SERIAL, code)).toBe('accepted');
  });

  it('refuses a code that is two steps old', () => {
    const old = devices.codeShown(SERIAL);
    now += 60_000;
    expect(devices.spend(people.root, SERIAL, old)).toBe('refused');
  });

  it('tells a device of somebody else and an unknown serial number from a wrong code', () => {
    expect(devices.spend(admin, SERIAL, devices.codeShown(SERIAL))).toBe('not-owned');
    expect(devices.spend(people.root, 'GAHT00000000', '123456')).toBe('not-owned');
    expect(devices.spend(people.root, SERIAL, '12345x')).toBe('refused');
  });

  it('does not let a stranger spend the owner’s code', () => {
    const code = devices.codeShown(SERIAL);
    devices.spend(admin, SERIAL, code);
    expect(devices.spend(people.root, SERIAL, code)).toBe('accepted');
  });

  it('tells a device that is not active', () => {
    const device = devices.find(SERIAL);
    if (device !== undefined) device.active = false;
    expect(devices.spend(people.root, SERIAL, devices.codeShown(SERIAL))).toBe('inactive');
  });

  it('has no code for a passkey, and accepts none', () => {
    expect(devices.find(PASSKEY)?.secret).toBeNull();
    expect(() => devices.codeShown(PASSKEY)).toThrow(PASSKEY);
    expect(devices.spend(people.root, PASSKEY, '123456')).toBe('refused');
  });

  it('refuses right codes while it is told to, and spends them', () => {
    refusals = 1;
    const code = devices.codeShown(SERIAL);
    expect(devices.spend(people.root, SERIAL, code)).toBe('refused');
    expect(devices.spend(people.root, SERIAL, code)).toBe('refused');
    now += 30_000;
    expect(devices.spend(people.root, SERIAL, devices.codeShown(SERIAL))).toBe('accepted');
  });

  it('remembers spent codes through many steps', () => {
    for (let step = 0; step < 40; step++) {
      const code = codeAt(devices.find(SERIAL)?.secret ?? '', now);
      expect(devices.spend(people.root, SERIAL, code)).toBe('accepted');
      expect(devices.spend(people.root, SERIAL, code)).toBe('refused');
      now += 30_000;
    }
  });
});
