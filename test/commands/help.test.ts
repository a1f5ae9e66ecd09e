import { describe, expect, test, vi } from 'vitest';
import { commandFiles } from '../../src/program.js';
import { parsed } from './support.js';

const helpOf = (...line: string[]): string => parsed(line).text;

describe('help', () => {
  test('of the program', () => {
    expect(helpOf('--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete <command> [flags]

      Turn on, prove and operate Amazon S3 MFA Delete.

      MFA Delete stops anyone, even with stolen admin keys, from permanently deleting
      object versions or suspending versioning. Begin with \`s3-mfa-delete enable
      --sandbox\`: a practice account that behaves like AWS, on this machine.

      Options:
        -V, --version   print the version
        --yes           accept the plan without asking
        --no-input      ask nothing; what is missing is an error that names the flag
        --json          print one JSON document on stdout, and nothing else there
        --quiet         print only results, warnings and errors
        --debug         also print requests with their ids and timings, never secrets
                        or codes
        --no-color      print without colour (also NO_COLOR)
        -h, --help      print help; \`s3-mfa-delete <command> --help\` has examples

      Commands:
        enable          turn MFA Delete on (a wizard on a terminal)
        disable         turn MFA Delete off, leave versioning as it is
        suspend         suspend versioning on an MFA Delete bucket, leave MFA Delete
                        as it is
        verify          say which buckets MFA Delete protects, for people and scripts
        delete-version  delete named versions for good, up to 1000 with one code
        purge           delete old versions as lifecycle rules would, which MFA Delete
                        keeps out
        restore         bring deleted objects back: remove their delete markers
        root-key        find root access keys, and delete them for good
        session         get session credentials with MFA, for policies that require it
        policy          print, attach and prove policies that require MFA for API
                        access
        sandbox         serve a practice AWS account on this machine, with a live
                        authenticator
        completion      print the script that completes commands, flags and names in a
                        shell
        help            print the help of a command
      "
    `);
  });

  test('of session', () => {
    expect(helpOf('session', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete session [flags]

      Get session credentials with MFA, for policies that require it.

      Options:
        --to <profile>           keep the session in this profile (default: mfa)
        --duration <duration>    ask for a session of this length: 15m to 36h, for the
                                 root user at most 1h (default: 12h, for root 1h)
        --renew                  get a new session even where a valid one is there
        --print <form>           print the session in this form instead of writing it
                                 (choices: "env", "json", "credential-process")
        -h, --help               print this help

      Where codes come from:
        --mfa-serial <serial>    take codes of this MFA device (repeatable; default:
                                 those that IAM lists)
        --mfa-code <code>        send this code, good for one request and visible to
                                 \`ps\` and shell history; - reads codes from stdin, one
                                 a line
        --mfa-process <command>  run this command, which prints a code; {serial} is
                                 replaced (also S3_MFA_DELETE_MFA_PROCESS)

      How AWS is reached:
        --profile <name>         use this profile, as the AWS CLI does
        --region <region>        start from this region, as the AWS CLI does
        --endpoint-url <url>     ask this S3-compatible server instead of AWS, also
                                 for IAM and STS
        --path-style             put the bucket into the path instead of the host name
        --ca-bundle <file>       trust the certificates of this PEM file (also
                                 AWS_CA_BUNDLE)
        --sandbox                work on a practice account inside this program;
                                 nothing leaves this machine

      Global Options:
        -V, --version            print the version
        --yes                    accept the plan without asking
        --no-input               ask nothing; what is missing is an error that names
                                 the flag
        --json                   print one JSON document on stdout, and nothing else
                                 there
        --quiet                  print only results, warnings and errors
        --debug                  also print requests with their ids and timings, never
                                 secrets or codes
        --no-color               print without colour (also NO_COLOR)

      Commands:
        check                    try the same call with the long-term key and with the
                                 session
        exec                     run a command with a session in its environment

      Examples:
        $ s3-mfa-delete session                    asks for a code, writes profile mfa
        $ s3-mfa-delete session --profile work --to work-mfa --duration 1h
        $ eval "$(s3-mfa-delete session --print env)"
        $ s3-mfa-delete session check
        $ s3-mfa-delete session exec -- aws s3 ls

      Then: aws s3 ls --profile mfa. A session is for policies that require MFA
      (\`s3-mfa-delete policy\`). It can never be used for MFA Delete: AWS refuses every
      session token there, and \`enable\` takes the root user's long-term key.
      "
    `);
  });

  test('of session check', () => {
    expect(helpOf('session', 'check', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete session check [bucket] [flags]

      Try the same call with the long-term key and with the session.

      Options:
        --source <profile>       take the long-term key of this profile, where
                                 --profile names that of the session (default: mfa)
        -h, --help               print this help

      Global Options:
        --to <profile>           keep the session in this profile (default: mfa)
        --duration <duration>    ask for a session of this length: 15m to 36h, for the
                                 root user at most 1h (default: 12h, for root 1h)
        --renew                  get a new session even where a valid one is there
        --print <form>           print the session in this form instead of writing it
                                 (choices: "env", "json", "credential-process")
        --mfa-serial <serial>    take codes of this MFA device (repeatable; default:
                                 those that IAM lists)
        --mfa-code <code>        send this code, good for one request and visible to
                                 \`ps\` and shell history; - reads codes from stdin, one
                                 a line
        --mfa-process <command>  run this command, which prints a code; {serial} is
                                 replaced (also S3_MFA_DELETE_MFA_PROCESS)
        --profile <name>         use this profile, as the AWS CLI does
        --region <region>        start from this region, as the AWS CLI does
        --endpoint-url <url>     ask this S3-compatible server instead of AWS, also
                                 for IAM and STS
        --path-style             put the bucket into the path instead of the host name
        --ca-bundle <file>       trust the certificates of this PEM file (also
                                 AWS_CA_BUNDLE)
        --sandbox                work on a practice account inside this program;
                                 nothing leaves this machine
        -V, --version            print the version
        --yes                    accept the plan without asking
        --no-input               ask nothing; what is missing is an error that names
                                 the flag
        --json                   print one JSON document on stdout, and nothing else
                                 there
        --quiet                  print only results, warnings and errors
        --debug                  also print requests with their ids and timings, never
                                 secrets or codes
        --no-color               print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete session check              your key, and the profile mfa
        $ s3-mfa-delete session check ledger       list this bucket, not all of them
        $ s3-mfa-delete session check --profile mfa --source work

      The two commands of every guide in one: the same call with the long-term key,
      which should be denied, and with the session, which should work. Exit codes:
      0 so it is, 1 it is not.
      "
    `);
  });

  test('of session exec', () => {
    expect(helpOf('session', 'exec', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete session exec [command...] [flags]

      Run a command with a session in its environment.

      Options:
        -h, --help               print this help

      Global Options:
        --to <profile>           keep the session in this profile (default: mfa)
        --duration <duration>    ask for a session of this length: 15m to 36h, for the
                                 root user at most 1h (default: 12h, for root 1h)
        --renew                  get a new session even where a valid one is there
        --print <form>           print the session in this form instead of writing it
                                 (choices: "env", "json", "credential-process")
        --mfa-serial <serial>    take codes of this MFA device (repeatable; default:
                                 those that IAM lists)
        --mfa-code <code>        send this code, good for one request and visible to
                                 \`ps\` and shell history; - reads codes from stdin, one
                                 a line
        --mfa-process <command>  run this command, which prints a code; {serial} is
                                 replaced (also S3_MFA_DELETE_MFA_PROCESS)
        --profile <name>         use this profile, as the AWS CLI does
        --region <region>        start from this region, as the AWS CLI does
        --endpoint-url <url>     ask this S3-compatible server instead of AWS, also
                                 for IAM and STS
        --path-style             put the bucket into the path instead of the host name
        --ca-bundle <file>       trust the certificates of this PEM file (also
                                 AWS_CA_BUNDLE)
        --sandbox                work on a practice account inside this program;
                                 nothing leaves this machine
        -V, --version            print the version
        --yes                    accept the plan without asking
        --no-input               ask nothing; what is missing is an error that names
                                 the flag
        --json                   print one JSON document on stdout, and nothing else
                                 there
        --quiet                  print only results, warnings and errors
        --debug                  also print requests with their ids and timings, never
                                 secrets or codes
        --no-color               print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete session exec -- aws s3 ls
        $ s3-mfa-delete session exec --duration 15m -- terraform plan
        $ s3-mfa-delete session exec --mfa-process 'pass otp aws' -- ./backup.sh

      Nothing is written to disk: the session is in the command's environment alone.
      A valid session of the profile mfa is used, and needs no code. The exit code is
      the command's own, and signals reach it.
      "
    `);
  });

  test('of policy', () => {
    expect(helpOf('policy', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete policy <command> [flags]

      Print, attach and prove policies that require MFA for API access.

      Options:
        -h, --help     print this help

      Global Options:
        -V, --version  print the version
        --yes          accept the plan without asking
        --no-input     ask nothing; what is missing is an error that names the flag
        --json         print one JSON document on stdout, and nothing else there
        --quiet        print only results, warnings and errors
        --debug        also print requests with their ids and timings, never secrets
                       or codes
        --no-color     print without colour (also NO_COLOR)

      Commands:
        print          print a policy that requires MFA, and say what each part means
        attach         require MFA of a user, a group or a role
        detach         stop requiring MFA of a user, a group or a role
        prove          let AWS evaluate the same actions without and with MFA
        help           print the help of a command

      Examples:
        $ s3-mfa-delete policy print               a policy for users, explained
        $ s3-mfa-delete policy print --bucket ledger --quiet > ledger-policy.json
        $ s3-mfa-delete policy attach --user alice
        $ s3-mfa-delete policy prove --user alice

      These policies ask for MFA in every call of the API. That is something else than
      MFA Delete, which guards versions even from administrators: a session with MFA
      can never be used for MFA Delete, AWS refuses it there.
      "
    `);
  });

  test('of policy print', () => {
    expect(helpOf('policy', 'print', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete policy print [flags]

      Print a policy that requires MFA, and say what each part means.

      Options:
        --bucket <name>       print the form for this bucket, merged with the policy
                              it has
        -h, --help            print this help

      What takes a code:
        --style <style>       ask whether a code was given, or how long ago (choices:
                              "present", "age", "alarm")
        --max-age <duration>  with --style age, let sessions pass up to this age: 15m,
                              1h, 12h
        --action <action>     ask for a code in this action (repeatable; default:
                              s3:*)
        --resource <arn>      ask for it on this resource (repeatable; default:
                              everything)

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete policy print               deny S3 without MFA
        $ s3-mfa-delete policy print --style age --max-age 1h
                                                   and with a code older than an hour
        $ s3-mfa-delete policy print --bucket ledger --quiet > ledger-policy.json
                                                   merged with the bucket's own policy
        $ s3-mfa-delete policy print --style alarm
                                                   an EventBridge rule for the night

      The document goes to stdout; what its parts mean goes to stderr.
      "
    `);
  });

  test('of policy attach', () => {
    expect(helpOf('policy', 'attach', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete policy attach [flags]

      Require MFA of a user, a group or a role.

      Who:
        --user <name>         choose an IAM user
        --group <name>        choose a group of IAM users
        --role <name>         choose a role

      What takes a code:
        --style <style>       ask whether a code was given, or how long ago (choices:
                              "present", "age")
        --max-age <duration>  with --style age, let sessions pass up to this age: 15m,
                              1h, 12h
        --action <action>     ask for a code in this action (repeatable; default:
                              s3:*)
        --resource <arn>      ask for it on this resource (repeatable; default:
                              everything)
        --policy-name <name>  give the managed policy this name (default:
                              "RequireMfa")
        --dry-run             check and plan only: change nothing

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Options:
        -h, --help            print this help

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete policy attach --user alice
        $ s3-mfa-delete policy attach --group staff --style age --max-age 12h
        $ s3-mfa-delete policy attach --user alice --action "*" --dry-run
        $ s3-mfa-delete policy attach --user alice --yes --json

      What is so already is left alone: running it again changes nothing. Afterwards
      alice needs a session: \`s3-mfa-delete session\`.
      "
    `);
  });

  test('of policy detach', () => {
    expect(helpOf('policy', 'detach', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete policy detach [flags]

      Stop requiring MFA of a user, a group or a role.

      Who:
        --user <name>         choose an IAM user
        --group <name>        choose a group of IAM users
        --role <name>         choose a role
        --policy-name <name>  detach the managed policy of this name (default:
                              "RequireMfa")
        --dry-run             check and plan only: change nothing

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Options:
        -h, --help            print this help

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete policy detach --user alice
        $ s3-mfa-delete policy detach --group staff --yes
        $ s3-mfa-delete policy detach --role deployer --dry-run

      The policy itself stays; others may have it.
      "
    `);
  });

  test('of policy prove', () => {
    expect(helpOf('policy', 'prove', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete policy prove [flags]

      Let AWS evaluate the same actions without and with MFA.

      Who:
        --user <name>         choose an IAM user
        --group <name>        choose a group of IAM users
        --role <name>         choose a role

      What is asked:
        --action <action>     evaluate this action (repeatable; default: what S3 is
                              mostly used for)
        --resource <arn>      evaluate it on this resource (repeatable; default:
                              everything)

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Options:
        -h, --help            print this help

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete policy prove --user alice
        $ s3-mfa-delete policy prove --user alice --action s3:DeleteObject \\
            --resource "arn:aws:s3:::ledger/*"
        $ s3-mfa-delete policy prove --group staff --json

      AWS evaluates each action twice, without and with MFA. Exit codes: 0 it takes
      MFA, 1 something goes without, or nothing goes at all.
      "
    `);
  });

  test('of enable', () => {
    expect(helpOf('enable', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete enable [bucket...] [flags]

      Turn MFA Delete on (a wizard on a terminal).

      Options:
        --remove-lifecycle <directory>  save lifecycle configurations that stand in
                                        the way into this directory, and remove them
        --dry-run                       check and plan only: change nothing, ask for
                                        no code
        -h, --help                      print this help

      Where codes come from:
        --mfa-serial <serial>           take codes of this MFA device (repeatable;
                                        default: those that IAM lists)
        --mfa-code <code>               send this code, good for one request and
                                        visible to \`ps\` and shell history; - reads
                                        codes from stdin, one a line
        --mfa-process <command>         run this command, which prints a code;
                                        {serial} is replaced (also
                                        S3_MFA_DELETE_MFA_PROCESS)

      Which key signs:
        --ephemeral-root-key            make a root key for this run with a session of
                                        the root user (CloudShell, aws login), and
                                        delete it at the end
        --root-key <choice>             delete, deactivate or keep the root key that
                                        signed, once every bucket is read back
                                        (choices: "delete", "deactivate", "keep")

      How AWS is reached:
        --profile <name>                use this profile, as the AWS CLI does
        --region <region>               start from this region, as the AWS CLI does
        --endpoint-url <url>            ask this S3-compatible server instead of AWS,
                                        also for IAM and STS
        --path-style                    put the bucket into the path instead of the
                                        host name
        --ca-bundle <file>              trust the certificates of this PEM file (also
                                        AWS_CA_BUNDLE)
        --sandbox                       work on a practice account inside this
                                        program; nothing leaves this machine

      Global Options:
        -V, --version                   print the version
        --yes                           accept the plan without asking
        --no-input                      ask nothing; what is missing is an error that
                                        names the flag
        --json                          print one JSON document on stdout, and nothing
                                        else there
        --quiet                         print only results, warnings and errors
        --debug                         also print requests with their ids and
                                        timings, never secrets or codes
        --no-color                      print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete enable                     the wizard: asks for everything
        $ s3-mfa-delete enable ledger audit-logs   these two buckets
        $ s3-mfa-delete enable ledger --dry-run    check only; needs no root key
        $ s3-mfa-delete enable --sandbox           practise on an unreal account
        $ s3-mfa-delete enable ledger --ephemeral-root-key
                                                   in CloudShell, as root

      Only the root user's long-term access key can turn MFA Delete on, and every
      bucket takes one fresh code. The wizard leads through both.
      "
    `);
  });

  test('of verify', () => {
    expect(helpOf('verify', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete verify [bucket...] [flags]

      Say which buckets MFA Delete protects, for people and scripts.

      Options:
        --all                 read every bucket of the account
        --format <format>     print the result in this form (choices: "table", "json",
                              "ndjson", "csv", "junit", "sarif", "html", default:
                              "table")
        -o, --output <file>   write the report into this file, readable by you only,
                              instead of printing it
        --fail-on <verdicts>  count these verdicts as findings: some, separated by
                              commas, or none; unknown ends with 3 in any case
        --probe               prove it: try to delete a delete marker without a code
                              (needs --yes)
        -h, --help            print this help

      Which buckets:
        --include <glob>      take only buckets whose name matches (repeatable: one
                              has to match)
        --exclude <glob>      leave out buckets whose name matches (repeatable)
        --tag <key=value>     take only buckets with this tag (repeatable: all are
                              wanted)
        --policy <file>       hold buckets to this file (YAML or JSON): which must be
                              on, and which are excepted, by whom, why and until when

      Which accounts:
        --role-arn <arn>      assume this role and read its account (repeatable)
        --accounts <file>     read every account of this file (ids, or what \`aws
                              organizations list-accounts\` prints); needs --role-name
        --role-name <name>    assume this role in each account of --accounts
        --from-config <file>  take what AWS Config recorded instead of asking S3; -
                              reads stdin

      What changed:
        --baseline <file>     compare with what an earlier run printed with --json or
                              --format ndjson
        --fail-on-change      count a change since the baseline as a finding
        --watch <duration>    read again each time this long has passed, for example
                              15m, and print changes only

      How fast:
        --concurrency <n>     send at most this many requests at a time, up to 128
                              (default: "16")
        --rate <n>/s          send at most this many requests a second, for example
                              50/s

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does (repeatable: all
                              are read)
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete verify ledger audit-logs   exit 1 unless both are on
        $ s3-mfa-delete verify --all --json        every bucket, for scripts
        $ s3-mfa-delete verify - < buckets.txt     names from a file, one a line
        $ s3-mfa-delete verify ledger --probe --yes
                                                   prove it with a refused delete
        $ s3-mfa-delete verify --all --format html --output report.html
                                                   a report for an auditor
        $ s3-mfa-delete verify --all --policy expectations.yaml --exclude 'tmp-*'
                                                   against what is expected
        $ s3-mfa-delete verify --all --profile prod --profile staging
        $ s3-mfa-delete verify --all --accounts accounts.txt --role-name s3-auditor
                                                   many accounts in one run
        $ s3-mfa-delete verify --all --from-config answers.json
                                                   what AWS Config has on record
        $ s3-mfa-delete verify --all --baseline yesterday.json --fail-on-change
        $ s3-mfa-delete verify --all --watch 15m --format ndjson
                                                   what changed since

      Verdicts:
        on            versioning and MFA Delete are enabled
        off           versioning is enabled, MFA Delete is not
        blocked       off, and a lifecycle configuration stands in the way
        suspended     versioning is suspended, whatever MFA Delete says
        unversioned   versioning was never turned on
        unknown       could not be read

      With --all, --region takes the buckets of that region only.

      Exit codes: 0 all on, 1 some bucket is not, 3 some bucket could not be read.
      "
    `);
  });

  test('of sandbox', () => {
    expect(helpOf('sandbox', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete sandbox [flags]

      Serve a practice AWS account on this machine, with a live authenticator.

      Options:
        --port <n>              listen on this loopback port; 0 takes a free one
                                (default: 4566)
        --buckets <n>           add this many buckets: 90 % on, 5 % off, 5 % never
                                versioned (default: 0)
        --versions <n>          put this many versions into one more bucket (default:
                                0)
        --latency <ms>          hold each answer back for this many milliseconds
                                (default: 0)
        --fault <name[=value]>  let something go wrong (repeatable)
        --list-faults           list what can go wrong, and exit
        -h, --help              print this help

      Global Options:
        -V, --version           print the version
        --yes                   accept the plan without asking
        --no-input              ask nothing; what is missing is an error that names
                                the flag
        --json                  print one JSON document on stdout, and nothing else
                                there
        --quiet                 print only results, warnings and errors
        --debug                 also print requests with their ids and timings, never
                                secrets or codes
        --no-color              print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete sandbox                    port 4566, live authenticator
        $ s3-mfa-delete sandbox --port 0 --json    any free port; for scripts
        $ s3-mfa-delete sandbox --buckets 1000     something to audit
        $ s3-mfa-delete sandbox --fault lost-answer=once@PutBucketVersioning
        $ s3-mfa-delete sandbox --list-faults

      Nothing leaves this machine, and nothing is kept: the account lives in memory
      until Ctrl-C.
      "
    `);
  });

  test.each([
    [['-h'], ['--help']],
    [['help'], ['--help']],
    [[], ['--help']],
    [['--no-color', '--help'], ['--help']],
    [['verify', '-h'], ['verify', '--help']],
    [['help', 'verify'], ['verify', '--help']],
    [['--json', 'verify', '--help'], ['verify', '--help']],
    [['verify', 'ledger', '--help'], ['verify', '--help']],
    [['help', 'root-key'], ['root-key', '--help']],
    [['root-key', 'help', 'delete'], ['root-key', 'delete', '--help']],
  ])('%j is the same as %j', (line, same) => {
    expect(parsed(line)).toEqual(parsed(same));
    expect(parsed(line).kind).toBe('printed');
  });

  test.each([['--help'], ...commandFiles.flatMap(({ name, subcommands = [] }) => [[name, '--help'], ...subcommands.map((sub) => [name, sub.name, '--help'])])])('%s %s %s fits 80 columns and ends its lines cleanly', (...line) => {
    for (const text of helpOf(...line).split('\n')) {
      expect(text.length, text).toBeLessThanOrEqual(80);
      expect(text).not.toMatch(/\s$/);
    }
  });

  test('of root-key', () => {
    expect(helpOf('root-key', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete root-key <command> [flags]

      Find root access keys, and delete them for good.

      Options:
        -h, --help     print this help

      Global Options:
        -V, --version  print the version
        --yes          accept the plan without asking
        --no-input     ask nothing; what is missing is an error that names the flag
        --json         print one JSON document on stdout, and nothing else there
        --quiet        print only results, warnings and errors
        --debug        also print requests with their ids and timings, never secrets
                       or codes
        --no-color     print without colour (also NO_COLOR)

      Commands:
        status         say whether root access keys exist, and where this machine
                       holds them
        delete         delete a root access key, and prove that it is gone
        help           print the help of a command

      Examples:
        $ s3-mfa-delete root-key status            is there a root access key?
        $ s3-mfa-delete root-key delete            delete the one that signs
        $ s3-mfa-delete root-key delete --help     other ways to delete one
      "
    `);
  });

  test('of root-key status', () => {
    expect(helpOf('root-key', 'status', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete root-key status [flags]

      Say whether root access keys exist, and where this machine holds them.

      How AWS is reached:
        --profile <name>      use this profile, as the AWS CLI does
        --region <region>     start from this region, as the AWS CLI does
        --endpoint-url <url>  ask this S3-compatible server instead of AWS, also for
                              IAM and STS
        --path-style          put the bucket into the path instead of the host name
        --ca-bundle <file>    trust the certificates of this PEM file (also
                              AWS_CA_BUNDLE)
        --sandbox             work on a practice account inside this program; nothing
                              leaves this machine

      Options:
        -h, --help            print this help

      Global Options:
        -V, --version         print the version
        --yes                 accept the plan without asking
        --no-input            ask nothing; what is missing is an error that names the
                              flag
        --json                print one JSON document on stdout, and nothing else
                              there
        --quiet               print only results, warnings and errors
        --debug               also print requests with their ids and timings, never
                              secrets or codes
        --no-color            print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete root-key status            with any credentials
        $ s3-mfa-delete root-key status --profile root
                                                   as root: each key and its last use
        $ s3-mfa-delete root-key status --json     for scripts

      It also asks STS whose each long-term key on this machine is: in the shared
      credentials and config files and in variables of the environment.

      Exit codes: 0 no root access key, 1 there is one, 3 it cannot be told.
      "
    `);
  });

  test('of root-key delete', () => {
    expect(helpOf('root-key', 'delete', '--help')).toMatchInlineSnapshot(`
      "Usage: s3-mfa-delete root-key delete [accessKeyId] [flags]

      Delete a root access key, and prove that it is gone.

      Options:
        --sign-with <profile>    sign with another credential of the root user:
                                 deactivate the key first, then delete it
        --assume-root <account>  delete the root keys of this member account, as its
                                 management account may
        --recent <duration>      warn where something else used the key this recently;
                                 0s never does (default: "1h")
        --remove-profile         also remove the profiles that held the key from the
                                 shared files
        --keep-profile           leave those profiles as they are, and do not ask
        --keep-backup            keep a copy of the shared files beside them, readable
                                 by you only
        --dry-run                check and plan only: change nothing
        -h, --help               print this help

      How AWS is reached:
        --profile <name>         use this profile, as the AWS CLI does
        --region <region>        start from this region, as the AWS CLI does
        --endpoint-url <url>     ask this S3-compatible server instead of AWS, also
                                 for IAM and STS
        --path-style             put the bucket into the path instead of the host name
        --ca-bundle <file>       trust the certificates of this PEM file (also
                                 AWS_CA_BUNDLE)
        --sandbox                work on a practice account inside this program;
                                 nothing leaves this machine

      Global Options:
        -V, --version            print the version
        --yes                    accept the plan without asking
        --no-input               ask nothing; what is missing is an error that names
                                 the flag
        --json                   print one JSON document on stdout, and nothing else
                                 there
        --quiet                  print only results, warnings and errors
        --debug                  also print requests with their ids and timings, never
                                 secrets or codes
        --no-color               print without colour (also NO_COLOR)

      Examples:
        $ s3-mfa-delete root-key delete --profile root
                                                   the key that signs deletes itself
        $ s3-mfa-delete root-key delete --profile root --sign-with root-login
                                                   deactivate, prove, delete, prove
        $ s3-mfa-delete root-key delete --assume-root 444455556666
                                                   all root keys of a member account
        $ s3-mfa-delete root-key delete --profile root --yes --remove-profile
                                                   in a script
        $ s3-mfa-delete root-key delete --sandbox  practise on an unreal account

      The proof takes half a minute: IAM is eventually consistent.
      "
    `);
  });

  test('does not tell of flags that belong to another command', () => {
    expect(helpOf('verify', '--help')).not.toContain('--mfa-code');
    expect(helpOf('--help')).not.toContain('--profile');
  });
});

test.each([['--version'], ['-V'], ['enable', '--version']])('%j prints the version alone', (...line) => {
  expect(parsed(line)).toEqual({ kind: 'printed', text: '9.9.9\n' });
});

test.each([['--help'], ['--version'], ['verify', 'ledger'], ['help', 'enable']])('only the called command declares its options: %s %s', (...line) => {
  const declared = commandFiles.map((file) => ({ file, spy: vi.spyOn(file, 'declare') }));
  parsed(line.filter((word) => word !== undefined));
  const names = declared.filter(({ spy }) => spy.mock.calls.length > 0).map(({ file }) => file.name);
  for (const { spy } of declared) spy.mockRestore();
  expect(names).toEqual(commandFiles.map(({ name }) => name).filter((name) => line.includes(name)));
});
