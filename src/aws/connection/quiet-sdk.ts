import type { Logger } from '@smithy/types';

/**
 * Keeps the SDK's notice about the end of its support for Node 20 off people's screens; the SDK offers no other way than
 * this variable. Called before the first client is made.
 */
export function quietSdk(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ||= 'true';
}

/** For the parts of the SDK that would warn on the console otherwise. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
