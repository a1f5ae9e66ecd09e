import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What somebody keeps in the shared credentials file beside what this program writes: all of it has to stay as it is. */
const keptByHand = '# kept by hand: see the wiki\n\n[ other ]\nregion = eu-west-1   ; ours\ns3 =\n  addressing_style = path\n\n';

/** The shared credentials file of a simulated home, as text by section; what is before the first section is under `''`. */
export type SharedFile = {
  sections(): ReadonlyMap<string, string>;
  /** Puts a profile into the file, instead of one of that name. */
  keep(profile: string, credentials: Readonly<Record<string, string>>): void;
};

const names = { AWS_ACCESS_KEY_ID: 'aws_access_key_id', AWS_SECRET_ACCESS_KEY: 'aws_secret_access_key', AWS_SESSION_TOKEN: 'aws_session_token' } as const;

/** Makes the file. @param home an existing directory with a `.aws` in it */
export function makeSharedFile(home: string): SharedFile {
  const file = path.join(home, '.aws', 'credentials');
  writeFileSync(file, keptByHand, { mode: 0o600 });
  const sections = (): Map<string, string> => {
    const parts = readFileSync(file, 'utf8').split(/^(?=\[)/m);
    return new Map(parts.map((text) => [/^\[\s*(\S+)\s*\]/.exec(text)?.[1] ?? '', text]));
  };
  return {
    sections,
    keep(profile, credentials) {
      const settings = Object.entries(names).flatMap(([variable, name]) => (credentials[variable] === undefined ? [] : [`${name} = ${credentials[variable]}\n`]));
      const all = sections().set(profile, `[${profile}]\n${settings.join('')}\n`);
      writeFileSync(file, [...all.values()].map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join(''), { mode: 0o600 });
    },
  };
}
