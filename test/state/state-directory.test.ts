import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { stateDirectory } from '../../src/state/state-directory.js';

type Row = [env: Record<string, string>, platform: NodeJS.Platform, practice: boolean, expected: string];

describe('state lies where the platform keeps it', () => {
  test.each<Row>([
    [{ HOME: '/home/ann' }, 'linux', false, '/home/ann/.local/state/s3-mfa-delete'],
    [{ HOME: '/Users/ann' }, 'darwin', false, '/Users/ann/.local/state/s3-mfa-delete'],
    [{ HOME: '/home/ann', XDG_STATE_HOME: '/var/state' }, 'linux', false, '/var/state/s3-mfa-delete'],
    [{ HOME: '/home/ann', XDG_STATE_HOME: '' }, 'linux', false, '/home/ann/.local/state/s3-mfa-delete'],
    // The XDG specification has relative paths ignored.
    [{ HOME: '/home/ann', XDG_STATE_HOME: 'state' }, 'linux', false, '/home/ann/.local/state/s3-mfa-delete'],
    [{ HOME: '/home/ann', LOCALAPPDATA: 'C:\\x' }, 'linux', false, '/home/ann/.local/state/s3-mfa-delete'],
    [{ LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' }, 'win32', false, 'C:\\Users\\ann\\AppData\\Local\\s3-mfa-delete'],
    [{ USERPROFILE: 'C:\\Users\\ann', HOME: '/c/Users/ann' }, 'win32', false, 'C:\\Users\\ann\\AppData\\Local\\s3-mfa-delete'],
    [{ USERPROFILE: 'C:\\Users\\ann', XDG_STATE_HOME: 'D:\\s' }, 'win32', false, 'C:\\Users\\ann\\AppData\\Local\\s3-mfa-delete'],
  ])('%j on %s', (env, platform, practice, expected) => {
    expect(stateDirectory(env, platform, practice)).toBe(expected);
  });

  test('without HOME the account database says where home is', () => {
    expect(stateDirectory({}, 'linux', false)).toBe(`${homedir()}/.local/state/s3-mfa-delete`);
  });

  test.each<[NodeJS.Platform, string]>([
    ['linux', '/home/ann/.local/state/s3-mfa-delete/practice'],
    ['win32', 'C:\\local\\s3-mfa-delete\\practice'],
  ])('the practice account has its own on %s', (platform, expected) => {
    expect(stateDirectory({ HOME: '/home/ann', LOCALAPPDATA: 'C:\\local' }, platform, true)).toBe(expected);
  });
});
