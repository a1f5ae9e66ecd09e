import { Failure } from '../failures/failure.js';
import { durationInWords } from '../text/quantities.js';

/** What sts:GetSessionToken accepts, in seconds. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const limits = {
  user: { least: 900, most: 129_600, usual: 43_200 },
  root: { least: 900, most: 3_600, usual: 3_600 },
} as const;

/**
 * How long the session is to last. AWS would silently make an hour of whatever more the root user asks for.
 * @param asked seconds; `null` where nothing was asked for
 * @returns seconds
 * @throws Failure `usage`
 */
export function sessionSeconds(isRoot: boolean, asked: number | null): number {
  const { least, most, usual } = limits[isRoot ? 'root' : 'user'];
  const seconds = asked ?? usual;
  if (seconds >= least && seconds <= most) return seconds;
  const whose = isRoot ? 'the root user' : 'an IAM user';
  throw new Failure('usage', `--duration ${durationInWords(seconds * 1000)}: AWS gives ${whose} sessions of ${durationInWords(least * 1000)} to ${durationInWords(most * 1000)}`, {
    hints: [`give for example \`--duration ${isRoot ? '1h' : '12h'}\``],
  });
}
