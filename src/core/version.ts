import metadata from '../../package.json' with { type: 'json' };

/** The version of this program, from package.json. */
export const VERSION: string = metadata.version;

/** Product token for documents and the User-Agent header. */
export const TOOL = `s3-mfa-delete/${VERSION}`;
