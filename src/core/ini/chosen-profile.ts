/** What says which profile is meant: `--profile`, where it was given, and the environment. */
export type ProfileWish = { profile: string | undefined; env: Readonly<Record<string, string | undefined>> };

/**
 * Name of the profile in use: `--profile`, else AWS_DEFAULT_PROFILE, else AWS_PROFILE (the AWS CLI's order); `null`
 * where none was asked for, so that `default` is used if it is there.
 */
export function chosenProfile({ profile, env }: ProfileWish): string | null {
  return profile || env.AWS_DEFAULT_PROFILE || env.AWS_PROFILE || null;
}
