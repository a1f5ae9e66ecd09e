/**
 * The house rules a machine can check: imports point one way (docs/architecture.md), the SDK stays in src/aws,
 * terminal libraries stay in src/ui, and nothing prints or exits behind main's back.
 */
const SDK = { group: ['@aws-sdk/*', '@smithy/*'], message: 'AWS calls live in src/aws.' };
const TERMINAL = { group: ['inquirer', '@inquirer/*', 'chalk', 'ora'], message: 'The terminal belongs to src/ui.' };
const folders = (...names) => ({
  group: names.flatMap((name) => [`**/${name}`, `**/${name}/**`]),
  message: 'Imports point one way: bin → main → program → commands → flows → mfa | aws | ui → core.',
});
const upper = (...names) => ({
  group: names.map((name) => `**/${name}.js`),
  message: 'Imports point one way: bin → main → program → commands → flows → mfa | aws | ui → core.',
});
/** Steps are what flows share. `up`: from the step to src/flows. */
const flows = (up) => ({
  group: [`${up}/*.js`, `!${up}/command-result.js`, `${up}/verify/**`],
  message: 'Steps import no flow: flows put steps together.',
});
const BELOW_FLOWS = [SDK, TERMINAL, folders('commands', 'sandbox'), upper('program', 'main')];
const NAMED_EXPORTS = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const NO_MINTING = {
  selector: "ImportSpecifier[imported.name='mintOneTimeCode'], TSAsExpression > TSTypeReference[typeName.name='OneTimeCode']",
  message: 'Only the gate (src/mfa/gate.ts) mints codes.',
};
const NO_CODE_FIELDS = {
  selector: 'Property[key.name=/^(MFA|TokenCode)$/], Property[key.value=/^(MFA|TokenCode|x-amz-mfa)$/i]',
  message: 'Codes are put into requests by src/aws alone, from the OneTimeCode that the gate minted.',
};
const syntax = (files, ...selectors) => ({ files, rules: { 'no-restricted-syntax': ['error', NAMED_EXPORTS, ...selectors] } });
const restrict = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 2023, sourceType: 'module' },
  plugins: ['@typescript-eslint'],
  extends: ['eslint:recommended', 'plugin:@typescript-eslint/recommended'],
  env: { node: true, es2023: true },
  ignorePatterns: ['dist', 'coverage', 'node_modules'],
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    'no-control-regex': 'off',
    eqeqeq: ['error', 'always'],
    'no-restricted-syntax': ['error', NAMED_EXPORTS],
    'max-lines': ['error', { max: 250, skipBlankLines: false }],
  },
  overrides: [
    { files: ['*.cjs', 'bin/**'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
    { files: ['*.config.ts', 'test/**', 'scripts/**'], rules: { 'no-restricted-syntax': 'off', 'max-lines': 'off' } },
    {
      files: ['src/**/*.{ts,tsx}'],
      rules: {
        'no-console': 'error',
        'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'main sets exitCode.' }],
      },
    },
    syntax(['src/**/*.{ts,tsx}'], NO_MINTING, NO_CODE_FIELDS),
    syntax(['src/mfa/gate.ts'], NO_CODE_FIELDS),
    syntax(['src/core/one-time-code.ts'], NO_CODE_FIELDS),
    syntax(['src/aws/**', 'src/sandbox/**'], NO_MINTING),
    restrict(['src/core/**'], SDK, TERMINAL, folders('aws', 'ui', 'mfa', 'state', 'flows', 'commands', 'sandbox'), upper('context', 'program', 'main')),
    restrict(['src/aws/**'], TERMINAL, folders('ui', 'mfa', 'state', 'flows', 'commands', 'sandbox'), upper('context', 'program', 'main')),
    restrict(['src/ui/**'], SDK, folders('aws', 'mfa', 'state', 'flows', 'commands', 'sandbox'), upper('context', 'program', 'main')),
    restrict(['src/mfa/**'], SDK, TERMINAL, folders('aws', 'ui', 'state', 'flows', 'commands', 'sandbox'), upper('context', 'program', 'main')),
    restrict(['src/state/**'], SDK, TERMINAL, folders('aws', 'ui', 'mfa', 'flows', 'commands', 'sandbox'), upper('context', 'program', 'main')),
    restrict(['src/flows/**'], ...BELOW_FLOWS),
    restrict(['src/flows/steps/*.ts'], ...BELOW_FLOWS, flows('..')),
    restrict(['src/flows/steps/*/**'], ...BELOW_FLOWS, flows('../..')),
    restrict(['src/commands/**'], SDK, TERMINAL, upper('program', 'main')),
    restrict(
      ['src/sandbox/**'],
      { group: ['@aws-sdk/*'], message: 'The practice account knows nothing of the client.' },
      TERMINAL,
      folders('aws', 'ui', 'mfa', 'state', 'flows', 'commands'),
      upper('context', 'program', 'main'),
    ),
    restrict(['src/main.ts', 'src/program.ts', 'src/context.ts', 'src/real-context.ts', 'src/process-io.ts'], SDK, TERMINAL),
  ],
};
