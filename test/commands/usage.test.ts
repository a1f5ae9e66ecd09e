import { describe, expect, test } from 'vitest';
import { calledName, globalFlagsOf } from '../../src/program.js';
import { verifyFormats } from '../../src/core/verify/formats.js';
import { parsed, refused } from './support.js';

const programHelp = '`s3-mfa-delete --help` lists the commands';
const helpOf = (command: string): string => `\`s3-mfa-delete ${command} --help\` lists the flags`;

describe('what cannot be understood is one clear usage error', () => {
  test.each<[string[], string, string[]]>([
    [['enabel'], 'unknown command `enabel`', ['did you mean `enable`?', programHelp]],
    [['enabel', 'ledger', '--dry-run'], 'unknown command `enabel`', ['did you mean `enable`?', programHelp]],
    [['xyzzy'], 'unknown command `xyzzy`', [programHelp]],
    [['help', 'xyzzy'], 'unknown command `xyzzy`', [programHelp]],
    [['--json'], 'no command was given', [programHelp]],
    [['--quiet', '--no-color'], 'no command was given', [programHelp]],
    [['verify', '--al'], 'unknown option `--al`', ['did you mean `--all`?', helpOf('verify')]],
    [['--jsn', 'verify', 'ledger'], 'unknown option `--jsn`', ['did you mean `--json`?', helpOf('verify')]],
    [['enable', '-x'], 'unknown option `-x`', [helpOf('enable')]],
    [['enable', '--all'], 'unknown option `--all`', [helpOf('enable')]],
    [['verify', '--mfa-code', '123456'], 'unknown option `--mfa-code`', [helpOf('verify')]],
    [['verify', '--dry-run', 'ledger'], 'unknown option `--dry-run`', [helpOf('verify')]],
    [['sandbox', '--profile', 'prod'], 'unknown option `--profile`', [helpOf('sandbox')]],
    [['--dry-run', 'enable'], 'unknown option `--dry-run`', ['flags of a command stand after its name: `s3-mfa-delete enable --dry-run`', helpOf('enable')]],
    [['--profile', 'prod', 'enable'], 'unknown option `--profile`', ['flags of a command stand after its name: `s3-mfa-delete <command> --profile`', programHelp]],
    [['sandbox', 'extra'], 'too many arguments for `sandbox`', ['expected 0 arguments but got 1', helpOf('sandbox')]],
    [['verify', '--all', '--format', 'xml'], 'option `--format <format>` argument `xml` is invalid', [`allowed choices are ${verifyFormats.join(', ')}`, helpOf('verify')]],
    [['verify', '--yes=3', 'ledger'], 'unknown option `--yes=3`', ['did you mean `--yes`?', helpOf('verify')]],
  ])('%j', (line, message, hints) => {
    const failure = refused(line);
    expect({ kind: failure.kind, message: failure.message, hints: failure.hints }).toEqual({ kind: 'usage', message, hints });
    expect(failure.exitCode).toBe(2);
  });
});

describe('a flag whose value was forgotten or is empty', () => {
  test.each([
    ['verify', 'ledger', '--profile'],
    ['verify', '--profile', '--all'],
    ['verify', 'ledger', '--profile', ''],
    ['verify', 'ledger', '--profile='],
    ['verify', 'ledger', '--region', ' '],
    ['verify', 'ledger', '--fail-on', '--json'],
    ['enable', 'ledger', '--mfa-serial', ''],
    ['enable', 'ledger', '--mfa-serial', 'GAHT12345678', '--mfa-serial', '--yes'],
    ['enable', 'ledger', '--mfa-code', ''],
    ['enable', 'ledger', '--mfa-process', ''],
    ['sandbox', '--port', ''],
    ['sandbox', '--fault', '--json'],
  ])('%s %s %s %s %s %s', (...line) => {
    const failure = refused(line.filter((word) => word !== undefined));
    expect(failure.message).toMatch(/^option `--[a-z-]+ <[^`]+` argument missing$/);
    expect(failure.kind).toBe('usage');
    expect(failure.hints).toEqual([helpOf(line[0])]);
  });

  test('a lone - is a value', () => {
    expect(parsed(['enable', 'ledger', '--mfa-code', '-']).kind).toBe('command');
  });
});

describe('flags that contradict each other', () => {
  test.each<[string[], string]>([
    [['verify', 'ledger', '--sandbox', '--profile', 'prod'], '--sandbox has credentials and an endpoint of its own and cannot be used with --profile'],
    [['enable', '--sandbox', '--endpoint-url', 'https://s3.example.com'], '--sandbox has credentials and an endpoint of its own and cannot be used with --endpoint-url'],
    [['verify', '--all', 'ledger'], '--all means every bucket, so no bucket can be named beside it'],
    [['verify', '--all', '-'], '--all means every bucket, so no bucket can be named beside it'],
    [['verify', '--all', '--json', '--format', 'csv'], '--json and --format csv cannot be used together'],
    [['--json', 'verify', '--all', '--format=csv'], '--json and --format csv cannot be used together'],
    [['enable', '--mfa-code', '123456', '--mfa-process', 'oathtool'], '--mfa-code and --mfa-process cannot be used together'],
    [['enable', '-', '--mfa-code', '-'], 'stdin can feed one thing: bucket names or codes, not both'],
    [['enable', 'ledger', '-', '--mfa-code=-'], 'stdin can feed one thing: bucket names or codes, not both'],
  ])('%j', (line, message) => {
    const failure = refused(line);
    expect(failure.message).toBe(message);
    expect(failure.kind).toBe('usage');
    expect(failure.hints).not.toEqual([]);
  });
});

describe('values that cannot be used', () => {
  test.each([
    ['ftp://s3.example.com', 'is not an http or https URL'],
    ['s3.example.com', 'is not an http or https URL'],
    ['https://', 'is not an http or https URL'],
    ['file:///etc/passwd', 'is not an http or https URL'],
    ['https://user:hunter2@s3.example.com', 'has a user name or password in it'],
    ['https://user@s3.example.com', 'has a user name or password in it'],
  ])('--endpoint-url %s', (url, problem) => {
    const failure = refused(['verify', 'ledger', '--endpoint-url', url]);
    expect(failure.kind).toBe('usage');
    expect(failure.message).toContain(problem);
    expect(failure.message).not.toContain('hunter2');
  });

  test.each([
    ['on', '`on`'],
    ['OFF', '`OFF`'],
    ['off,', '``'],
    ['none,off', '`none`'],
    ['off blocked', '`off blocked`'],
  ])('--fail-on %s', (value, named) => {
    const failure = refused(['verify', 'ledger', '--fail-on', value]);
    expect(failure.message).toBe(`--fail-on ${named} is not a verdict that can fail`);
    expect(failure.hints).toEqual(['give some of off, blocked, suspended, unversioned, unknown, separated by commas, or none']);
    expect(failure.kind).toBe('usage');
  });

  test.each([
    ['--port', 'http'],
    ['--port', '65536'],
    ['--port', '1e3'],
    ['--buckets', '-1'],
    ['--versions', '1.5'],
    ['--latency', '10ms'],
  ])('sandbox %s %s', (flag, value) => {
    expect(refused(['sandbox', flag, value])).toMatchObject({ kind: 'usage', message: expect.stringContaining(`${flag} \`${value}\` is not a whole number`) });
  });

  test('verify without a bucket asks nothing and names both ways on', () => {
    expect(refused(['verify'])).toMatchObject({
      kind: 'missing-input',
      exitCode: 2,
      hints: ['name buckets: `s3-mfa-delete verify my-bucket`', 'or check them all: `s3-mfa-delete verify --all`'],
    });
  });
});

const nothingSaid = { yes: false, input: true, json: false, quiet: false, debug: false, color: true };

describe('global flags mean the same before and after the command’s name', () => {
  test.each([
    ['--yes', { yes: true }],
    ['--no-input', { input: false }],
    ['--json', { json: true }],
    ['--quiet', { quiet: true }],
    ['--debug', { debug: true }],
    ['--no-color', { color: false }],
  ])('%s', (flag, said) => {
    const globals = { ...nothingSaid, ...said };
    for (const line of [[flag, 'verify', 'ledger'], ['verify', flag, 'ledger'], ['verify', 'ledger', flag]]) {
      expect(parsed(line)).toMatchObject({ kind: 'command', name: 'verify', globals });
      expect(globalFlagsOf(line)).toEqual(globals);
    }
  });

  test.each([['verify', 'ledger', '--format', 'json'], ['verify', '--format=json', 'ledger']])('%s %s %s asks for a document like --json, also of what cannot be parsed', (...line) => {
    expect(parsed(line)).toMatchObject({ globals: { json: true } });
    expect(globalFlagsOf([...line, '--jsn'])).toMatchObject({ json: true });
    expect(globalFlagsOf(['json', 'verify'])).toMatchObject({ json: false });
  });

  test('none of them is on by itself', () => {
    expect(parsed(['verify', 'ledger'])).toMatchObject({ globals: nothingSaid });
  });

  test('after -- they are words', () => {
    expect(globalFlagsOf(['verify', '--', '--json'])).toEqual(nothingSaid);
    expect(parsed(['verify', '--', '--json'])).toMatchObject({ kind: 'command', globals: nothingSaid });
  });
});

describe('how AWS is reached', () => {
  const unsaid = { profile: undefined, region: undefined, endpointUrl: undefined, pathStyle: false, caBundle: undefined, sandbox: false };
  test.each([
    [[], {}],
    [['--profile', 'prod', '--region=eu-west-1'], { profile: 'prod', region: 'eu-west-1' }],
    [['--endpoint-url', 'http://127.0.0.1:4566', '--path-style'], { endpointUrl: 'http://127.0.0.1:4566', pathStyle: true }],
    [['--ca-bundle', '/etc/ca.pem'], { caBundle: '/etc/ca.pem' }],
    [['--sandbox', '--region', 'us-east-1'], { sandbox: true, region: 'us-east-1' }],
  ])('%j', (flags, connection) => {
    for (const command of ['enable', 'verify']) {
      expect(parsed([command, 'ledger', ...flags])).toMatchObject({ kind: 'command', connection: { ...unsaid, ...connection } });
    }
  });

  test('of several profiles the last one is meant, but verify visits them all and has none of its own', () => {
    const flags = ['--profile', 'a', '--profile', 'b'];
    expect(parsed(['enable', 'ledger', ...flags])).toMatchObject({ connection: { profile: 'b' } });
    expect(parsed(['verify', 'ledger', ...flags])).toMatchObject({ connection: { profile: undefined } });
  });
});

test.each<[string[], string | null]>([
  [['enable', 'verify'], 'enable'],
  [['--json', 'verify', 'enable'], 'verify'],
  [['help', 'sandbox'], 'sandbox'],
  [['root-key', 'delete', '--yes'], 'root-key delete'],
  [['root-key', '--json', 'status'], 'root-key status'],
  [['root-key', 'stauts'], 'root-key'],
  [['help'], null],
  [['enabel', 'enable'], null],
  [['--json'], null],
  [[], null],
])('%j calls %s', (line, name) => {
  expect(calledName(line)).toBe(name);
});

describe('root-key', () => {
  test.each<[string[], RegExp, RegExp]>([
    [['root-key'], /`root-key` does nothing by itself/, /root-key --help` lists its commands/],
    [['root-key', 'stauts'], /unknown command `stauts`/, /did you mean `status`/],
    [['root-key', 'status', 'ledger'], /too many arguments/, /root-key status --help/],
    [['root-key', 'delete', 'ledger'], /`ledger` is not an access key id/, /AKIA/],
    [['root-key', 'delete', '--recent', 'soon'], /--recent `soon` is not a duration/, /`90s`/],
    [['root-key', 'delete', '--assume-root', '1234'], /--assume-root `1234` is not an account id/, /twelve digits/],
    [['root-key', 'delete', '--sign-with', '--yes'], /argument missing/, /root-key delete --help/],
    [['root-key', 'delete', '--sign-with', 'a', '--assume-root', '444455556666'], /cannot be used together/, /one of them signs/],
    [['root-key', 'delete', '--sign-with', 'a', '--sandbox'], /--sandbox has no profiles/, /leave one of them out/],
    [['root-key', 'delete', '--remove-profile', '--keep-profile'], /contradict each other/, /leave one of them out/],
  ])('%j is a usage error', (line, message, hint) => {
    const failure = refused(line);
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toMatch(message);
    expect(failure.hints.join('\n')).toMatch(hint);
  });

  test('flags of the program may stand anywhere', () => {
    const name = 'root-key delete';
    for (const line of [['--json', 'root-key', 'delete', '--yes'], ['root-key', '--json', 'delete', '--yes'], ['root-key', 'delete', '--json', '--yes']]) {
      expect(parsed(line)).toMatchObject({ kind: 'command', name, globals: { json: true, yes: true } });
    }
  });
});

test.each(['delete-version', 'purge', 'restore'])('`%s` without a bucket says in one voice what is missing', (command) => {
  expect(refused([command])).toMatchObject({ kind: 'missing-input', message: 'no bucket was named', hints: [`name it: \`s3-mfa-delete ${command} my-bucket\``] });
});
