import fc from 'fast-check';

/** Pieces of text that parsers stumble over. */
const pieces = ['', '\0', '\ufeff', '\r', '\n', '\u2028', '"', "'", '\\', '\\u0000', ',', ';', '{', '}', '[', ']', ':', '#', '=', '%', '__proto__', 'constructor', 'toString', 'null', 'true', '-1', '0', '1e999', '9007199254740993', 'NaN', '2026-02-30', '&a', '*a', '!!js/function', '<<: *a', '- ', '{}', '[]', '\ud800', '🦊', 'x'.repeat(5_000), '['.repeat(2_000), '123456'];

/** One change of a text: at a place (0 to 1), of so much of it, what is put there. */
type Change = { place: number; length: number; put: string; from: number };

const change = fc.record<Change>({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat({ max: 12 }), fc.nat({ max: 400 })),
  put: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }, { weight: 1, arbitrary: fc.constant('copy') }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
});

function changed(text: string, { place, length, put, from }: Change): string {
  const at = Math.floor(place * text.length);
  const copied = Math.floor(from * text.length);
  return text.slice(0, at) + (put === 'copy' ? text.slice(copied, copied + 1 + length) : put) + text.slice(at + length);
}

/** Texts that are nearly what a parser takes, and some that are nothing like it. */
export function mutated(samples: readonly string[]): fc.Arbitrary<string> {
  const nearly = fc.tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 6 })).map(([sample, changes]) => changes.reduce(changed, sample));
  return fc.oneof({ weight: 8, arbitrary: nearly }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }, { weight: 1, arbitrary: fc.json() });
}
