import { invalidArgument } from '../errors.js';

/** An opaque continuation token that stands for the last name of a page. */
export function tokenFor(name: string): string {
  return Buffer.from(name).toString('base64url');
}

/**
 * The name that a continuation token stands for, or `null` where the request has none.
 * @throws PracticeError 400 InvalidArgument for a token that was never given out. AWS: public captures (likely)
 */
export function tokenOf(query: ReadonlyMap<string, string>, parameter: string): string | null {
  const token = query.get(parameter);
  if (token === undefined) return null;
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (name === '' || tokenFor(name) !== token) {
    throw invalidArgument('The continuation token provided is incorrect', parameter, token);
  }
  return name;
}
