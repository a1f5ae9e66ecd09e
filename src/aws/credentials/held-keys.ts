import type { KeyPlace } from '../../core/root-keys/root-key.js';
import type { Identity } from '../../core/signers/identity.js';
import { connect } from '../connection/clients.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { whoAmI } from '../identities/identity.js';
import { givenCredentials, type SigningCredentials } from './credentials.js';
import { keyKindOf } from './key-kind.js';
import { readSharedFiles } from './shared-files.js';

/** A long-term access key that lies on this machine, and everywhere that it lies. */
export type HeldKey = { credentials: SigningCredentials; places: KeyPlace[]; settings: ConnectionSettings };

type Found = { accessKeyId: string; secretAccessKey: string; place: KeyPlace };

/** As AWS makes them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const longTermKeyId = /^AKIA[A-Z2-7]{16}$/;

/**
 * The long-term access keys in the shared files and in the environment, each once. In the environment, any pair of
 * variables that ends in `ACCESS_KEY_ID` and `SECRET_ACCESS_KEY` counts, if the id is of AWS's form.
 * @throws Failure `config-file`
 */
export async function heldKeys(settings: ConnectionSettings): Promise<HeldKey[]> {
  const found = [...(await keysOfFiles(settings)), ...keysOfVariables(settings.env)];
  const held = new Map<string, HeldKey>();
  for (const { accessKeyId, secretAccessKey, place } of found) {
    const name = JSON.stringify([accessKeyId, secretAccessKey]);
    const known = held.get(name);
    if (known !== undefined) {
      known.places.push(place);
      continue;
    }
    // A profile may have an endpoint of its own, and its key must not reach any other.
    const own: ConnectionSettings = { ...settings, profile: place.in === 'environment' ? undefined : place.profile };
    const source = place.in === 'environment' ? ({ from: 'environment' } as const) : ({ from: 'profile', profile: place.profile, how: 'static' } as const);
    held.set(name, { credentials: givenCredentials(source, { accessKeyId, secretAccessKey }, own), places: [place], settings: own });
  }
  return [...held.values()];
}

/**
 * Asks STS whose a held key is: never guessed from what the profile is called.
 * @returns `null` where the endpoint of that profile has no STS
 * @throws Failure, for example `unknown-access-key` for a key that signs no more
 */
export async function ownerOf({ credentials, settings }: HeldKey): Promise<Identity | null> {
  const clients = await connect(settings, credentials);
  try {
    return await whoAmI(clients);
  } finally {
    clients.close();
  }
}

async function keysOfFiles(settings: ConnectionSettings): Promise<Found[]> {
  const files = await readSharedFiles(settings);
  const places = [
    { kind: 'credentials', file: files.credentialsPath },
    { kind: 'config', file: files.configPath },
  ] as const;
  return places.flatMap(({ kind, file }) =>
    [...files.profilesIn[kind]].flatMap(([profile, section]): Found[] => {
      const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey, aws_session_token: token } = section;
      if (!accessKeyId || !secretAccessKey || keyKindOf(accessKeyId, token) === 'temporary') return [];
      return [{ accessKeyId, secretAccessKey, place: { in: kind, profile, file } }];
    }),
  );
}

function keysOfVariables(env: ConnectionSettings['env']): Found[] {
  return Object.entries(env).flatMap(([name, accessKeyId]): Found[] => {
    const [, prefix] = /^(.*)ACCESS_KEY_ID$/.exec(name) ?? [];
    if (prefix === undefined || accessKeyId === undefined || !longTermKeyId.test(accessKeyId)) return [];
    const secretAccessKey = env[`${prefix}SECRET_ACCESS_KEY`];
    if (!secretAccessKey || env[`${prefix}SESSION_TOKEN`]) return [];
    return [{ accessKeyId, secretAccessKey, place: { in: 'environment', variables: [name, `${prefix}SECRET_ACCESS_KEY`] } }];
  });
}
