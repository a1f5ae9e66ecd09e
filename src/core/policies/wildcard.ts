/**
 * Does the text match an IAM pattern: `*` any run of characters, `?` any one, everything else itself?
 * Takes time in proportion to the two lengths: whoever may write a bucket policy must not be able to hang this program.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function wildcardMatches(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let resumeAt = 0;
  while (inText < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      resumeAt = inText;
      inPattern += 1;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      // Only the last star needs another try: whatever an earlier one takes, this one can take as well.
      resumeAt += 1;
      inText = resumeAt;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
