// Alone in its file so that the bundler can load STS apart from the other services and leave out what is not used.
export { STSClient } from '@aws-sdk/client-sts';
