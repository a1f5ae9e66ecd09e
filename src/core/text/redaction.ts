/** Hides the literal secrets and codes of one run, also where AWS's own messages echo them. */
export type Redactor = {
  /** From now on, hide this text wherever it appears. Texts under four characters are ignored. */
  conceal(secret: string | undefined): void;
  /** The text with everything concealed replaced by `[redacted]`. */
  redact(text: string): string;
};

/** Makes a redactor that knows nothing yet. */
export function makeRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    conceal(secret) {
      if (secret !== undefined && secret.length >= 4) secrets.add(secret);
    },
    redact(text) {
      let clean = text;
      // Longest first, so that a secret that holds another is hidden whole.
      for (const secret of [...secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(whole(secret), '[redacted]');
      return clean;
    },
  };
}

/** A code is hidden where it stands by itself: the same six digits inside an account id say nothing, and are needed. */
function whole(secret: string): string | RegExp {
  return /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${secret}(?!\\d)`, 'g') : secret;
}
