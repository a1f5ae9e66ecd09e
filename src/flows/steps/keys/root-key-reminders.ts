/** How a root access key comes to be: AWS lets only the root user, in the console, make one. */
export function rootKeyReminders(): string[] {
  return [
    'To make a root access key (the checklist at the end says how to remove it again):',
    '  1. Sign in as the root user: https://console.aws.amazon.com/ (choose "Root user")',
    '  2. Open https://console.aws.amazon.com/iam/home#/security_credentials',
    '  3. Check that "Multi-factor authentication (MFA)" lists an authenticator app or a hardware token',
    '  4. "Access keys" → "Create access key". Do not save it in a file: paste it here.',
  ];
}
