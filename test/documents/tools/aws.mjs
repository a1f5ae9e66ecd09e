// The few commands of the AWS CLI that the documents use, with the SDK, since the CLI is not on every machine. Results have
// its form; what the practice account does not have (AWS Config, an organization's list) is read from the file it is in.
import { readFileSync } from 'node:fs';
import { ListBucketsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const words = process.argv.slice(2);
const flag = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
const file = (name) => readFileSync(`${process.env.HOME}/${name}`, 'utf8');
const s3 = () => new S3Client({ profile: flag('--profile'), forcePathStyle: true });

const commands = {
  async 's3 ls'() {
    const { Buckets = [] } = await s3().send(new ListBucketsCommand());
    return Buckets.map(({ Name, CreationDate }) => `${CreationDate?.toISOString().slice(0, 19).replace('T', ' ')} ${Name}\n`).join('');
  },
  async 's3api list-object-versions'() {
    const answer = await s3().send(new ListObjectVersionsCommand({ Bucket: flag('--bucket'), Prefix: flag('--prefix') }));
    return JSON.stringify({ ...answer, $metadata: undefined }, null, 4);
  },
  'organizations list-accounts': () => file('list-accounts.json'),
  'configservice select-aggregate-resource-config': () => file('config-answers.json'),
};

try {
  const command = commands[words.slice(0, 2).join(' ')];
  if (command === undefined) throw new Error(`aws ${words.join(' ')} is not in test/documents/tools/aws.mjs`);
  process.stdout.write(await command());
} catch (error) {
  // As the AWS CLI says it.
  console.error(`An error occurred (${error.name}) when calling the ListBuckets operation: ${error.message}`);
  process.exitCode = 254;
}
