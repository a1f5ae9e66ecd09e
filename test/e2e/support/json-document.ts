import { expectValid, type SchemaName } from '../../support/schema.js';

/**
 * Reads what a command printed with --json, and holds it to its published schema.
 * @param Shape what the schema promises, as far as a test reads it
 * @throws when stdout is not exactly one document that the schema allows
 */
export function readDocument<Shape = unknown>(stdout: string, schema: SchemaName): Shape {
  const document: unknown = JSON.parse(stdout);
  expectValid(document, schema);
  return document as Shape;
}
