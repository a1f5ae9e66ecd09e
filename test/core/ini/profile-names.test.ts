import { describe, expect, it } from 'vitest';
import { profileNamesIn } from '../../../src/core/ini/profile-names.js';

const namesIn = (kind: 'credentials' | 'config', text: string) => profileNamesIn(kind, { file: 'file', bytes: Buffer.from(text) });

describe('the names of profiles', () => {
  it('in the credentials file are those of its sections, each once', () => {
    expect(namesIn('credentials', '# mine\n[default]\nx = 1\r\n[ mfa ]\n["with space"]\n[default]\n')).toEqual(['default', 'mfa', 'with space']);
  });

  it('in the config file are those of profile sections, not of sessions and services', () => {
    expect(namesIn('config', '[default]\n[profile prod]\n[profile "a b"]\n[ profile  x ]\n[sso-session corp]\n[services x]\n[my profile y]\n[stray]\n')).toEqual(['default', 'prod', 'a b', 'x']);
  });

  it('may hold any letters', () => {
    expect(namesIn('config', '[profile Prüfung]\n[profile déjà]\n')).toEqual(['Prüfung', 'déjà']);
  });
});
