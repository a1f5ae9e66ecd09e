import fc from 'fast-check';

/** What most runs are not: rehearsals for example. */
export const rarely: fc.Arbitrary<boolean> = fc.oneof({ weight: 11, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

/** Every other time. */
export const sometimes: fc.Arbitrary<boolean> = fc.boolean();

/** A bucket by number: the first, in which there is always something, more often than the others together. */
export const someBucket: fc.Arbitrary<number> = fc.constantFrom(0, 0, 0, 0, 1, 2, 3);
