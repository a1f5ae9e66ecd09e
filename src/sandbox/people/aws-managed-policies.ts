/** A managed policy of AWS's own that can be attached here. */
type AwsManagedPolicy = { name: string; arn: string; document: string };

const allowing = (name: string, ...actions: string[]): AwsManagedPolicy => ({
  name,
  arn: `arn:aws:iam::aws:policy/${name}`,
  document: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }),
});

/**
 * The policies of AWS that let somebody use S3. AWS: AWS Managed Policy Reference Guide (verified); their version
 * numbers are not those of AWS.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3FullAccess.html
 */
export const awsManagedPolicies: readonly AwsManagedPolicy[] = [
  allowing('AmazonS3FullAccess', 's3:*', 's3-object-lambda:*'),
  allowing('AmazonS3ReadOnlyAccess', 's3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'),
];
