/**
 * Is an answer of AWS one page of several? The AWS CLI gathers all pages by itself, unless `--no-paginate`, `--max-items` or a
 * limit of the service's own forbids it; the token to go on with is in what it prints then.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
 */
export function isOnePage({ NextToken }: { NextToken?: unknown }): boolean {
  return (NextToken ?? '') !== '';
}
