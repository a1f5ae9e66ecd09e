import { stepAt } from '../../core/clock.js';
import { deviceOf, type MfaDevice } from '../../core/signers/mfa-device.js';
import type { MfaDevices, Principal } from '../types.js';
import { codeAt, newDeviceSecret, stepOfCode } from './authenticator.js';
import type { Person } from './people.js';

/** A registered device. */
export type RegisteredDevice = MfaDevice & {
  /** `null` for a virtual device that was made and never assigned. */
  readonly owner: Person | null;
  /** Base32; `null` for passkeys, which make no codes. */
  readonly secret: string | null;
  /** ms since the epoch. */
  readonly enabledAt: number;
  active: boolean;
};

/** The MFA devices of the account. */
export type DeviceRegister = MfaDevices & {
  add(serialNumber: string, owner: Person | null, enabledAt: number): RegisteredDevice;
  all(): readonly RegisteredDevice[];
  of(principal: Principal): readonly RegisteredDevice[];
  find(serialNumber: string): RegisteredDevice | undefined;
  /** The six digits that a device shows at this moment of the account's clock; throws for passkeys and unknown serials. */
  codeShown(serialNumber: string): string;
};

/** What the register depends on. */
type DeviceSettings = {
  /** The account's clock, ms since the epoch. */
  now(): number;
  /** Asked about each right code: `true` refuses it all the same (the fault `codes-refused`). */
  refusesRightCode(): boolean;
};

/** A register without devices. */
export function makeDeviceRegister(settings: DeviceSettings): DeviceRegister {
  const devices = new Map<string, RegisteredDevice>();
  const spent = new Map<string, Set<number>>();

  const spendStep = (serialNumber: string, step: number): boolean => {
    const steps = spent.get(serialNumber) ?? new Set();
    if (steps.has(step)) return false;
    // Far older steps can no longer be given, so they need not be remembered.
    const oldest = stepAt(settings.now()) - 10;
    spent.set(serialNumber, new Set([...steps].filter((old) => old >= oldest)).add(step));
    return true;
  };

  return {
    add(serialNumber, owner, enabledAt) {
      const device = deviceOf(serialNumber);
      const secret = device.kind === 'passkey' ? null : newDeviceSecret();
      const registered: RegisteredDevice = { ...device, owner, secret, enabledAt, active: true };
      devices.set(serialNumber, registered);
      return registered;
    },
    all: () => [...devices.values()],
    of: (principal) => [...devices.values()].filter((device) => device.owner?.arn === principal.arn),
    find: (serialNumber) => devices.get(serialNumber),
    codeShown(serialNumber) {
      const secret = devices.get(serialNumber)?.secret;
      if (secret === undefined || secret === null) throw new Error(`no device ${serialNumber} that makes codes`);
      return codeAt(secret, settings.now());
    },
    spend(principal, serialNumber, code) {
      const device = devices.get(serialNumber);
      if (device === undefined || device.owner?.arn !== principal.arn) return 'not-owned';
      if (!device.active) return 'inactive';
      if (device.secret === null) return 'refused';
      const step = stepOfCode(device.secret, code, settings.now());
      // AWS: a code works once. That S3 and STS share one memory is the strict reading (not verified).
      if (step === null || !spendStep(serialNumber, step)) return 'refused';
      return settings.refusesRightCode() ? 'refused' : 'accepted';
    },
  };
}
