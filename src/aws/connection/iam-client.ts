// Alone in its file so that the bundler can load IAM apart from the other services and leave out what is not used.
export { IAMClient } from '@aws-sdk/client-iam';
