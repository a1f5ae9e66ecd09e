// Alone in its file so that only profiles that assume a role load STS for it.
export { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
