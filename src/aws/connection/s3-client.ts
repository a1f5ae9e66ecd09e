// Alone in its file so that the bundler can load S3 apart from the other services and leave out what is not used.
export { S3Client } from '@aws-sdk/client-s3';
