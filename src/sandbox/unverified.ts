/** What an answer carries in its headers whose code, status or text nobody has seen from AWS. */
export const unverifiedHeaders: Readonly<Record<string, string>> = {
  'x-practice-account-unverified': 'AWS may answer this differently',
};
