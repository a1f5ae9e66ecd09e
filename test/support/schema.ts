import { readFileSync } from 'node:fs';
import { type ErrorObject, Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The documents that have a schema; `disable` and `suspend` print what `enable` prints, `restore` what `delete-version` prints. */
export type SchemaName = 'verify' | 'enable' | 'delete-version' | 'purge' | 'failure' | 'sandbox' | 'sandbox-faults'
  | 'root-key-status' | 'root-key-delete' | 'policy-print' | 'policy-attach' | 'policy-detach' | 'policy-prove' | 'session' | 'session-check' | 'completion' | 'verify-line' | 'verify-policy';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
formats.default(ajv);

/** Reads a schema as it is published. */
export function schemaOf(name: SchemaName): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../docs/schema/${name}.schema.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
}

/**
 * Passes a document that its published schema allows.
 * @param document a parsed document, or its JSON text
 * @throws Error that lists each place where it does not fit, with what stands there
 */
export function expectValid(document: unknown, name: SchemaName): void {
  const schema = schemaOf(name);
  // Lines are made of the parts of the whole document.
  if (name === 'verify-line') expectKnown('verify');
  const validate = ajv.getSchema(String(schema.$id)) ?? ajv.compile(schema);
  const value: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  if (validate(value)) return;
  const places = (validate.errors ?? []).map((error) => `  ${complaint(error, value)}`);
  throw new Error(`not what docs/schema/${name}.schema.json allows:\n${places.join('\n')}`);
}

function expectKnown(name: SchemaName): void {
  const schema = schemaOf(name);
  if (ajv.getSchema(String(schema.$id)) === undefined) ajv.addSchema(schema);
}

function complaint({ instancePath, message, params }: ErrorObject, document: unknown): string {
  const found = JSON.stringify(valueAt(document, instancePath)) ?? 'nothing';
  const details = JSON.stringify(params);
  return `${instancePath === '' ? 'the document' : instancePath} ${message ?? 'does not fit'} ${details}, and is ${found.slice(0, 200)}`;
}

/** Follows a JSON pointer (RFC 6901). */
function valueAt(document: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
}
