import { describe, expect, test } from 'vitest';
import { conditionsOf, holds, listOf } from '../../../src/core/policies/conditions.js';

/** Does the condition hold for a request that says `actual` of its key (`null`: never has it; `undefined`: anything)? */
function told(operator: string, value: unknown, actual: string | null | undefined): (boolean | undefined)[] {
  const context = new Map(actual === undefined ? [] : [['aws:key', actual]]);
  return conditionsOf({ [operator]: { 'aws:Key': value } }).map((condition) => holds(condition, context));
}

describe('a condition on a key that the request has', () => {
  test.each([
    ['StringEquals', 'Bob', 'Bob', true],
    ['StringEquals', ['Ann', 'Bob'], 'Bob', true],
    ['StringEquals', 'B*', 'Bob', false],
    ['StringEquals', 'bob', 'Bob', false],
    ['StringEqualsIfExists', 'Bob', 'Bob', true],
    ['StringNotEquals', ['Ann', 'Bob'], 'Bob', false],
    ['StringNotEquals', 'Ann', 'Bob', true],
    ['StringEqualsIgnoreCase', 'bOB', 'Bob', true],
    ['StringEqualsIgnoreCase', 'B*', 'Bob', false],
    ['StringNotEqualsIgnoreCase', 'bOB', 'Bob', false],
    ['StringLike', 'B*', 'Bob', true],
    ['StringNotLike', 'B*', 'Bob', false],
    ['ArnEquals', 'arn:*:bob', 'arn:aws:bob', true],
    ['ArnNotLike', 'arn:*:ann', 'arn:aws:bob', true],
    ['ForAllValues:StringEquals', 'Bob', 'Bob', true],
    ['ForAnyValue:StringNotEquals', 'Bob', 'Bob', false],
    ['ForAnyValue:StringLikeIfExists', 'A*', 'Bob', false],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'True', true],
    ['Bool', 'FALSE', 'true', false],
    ['Bool', ['false', 'true'], 'true', true],
    ['BoolIfExists', 'false', 'true', false],
    ['Null', 'true', 'Bob', false],
    ['Null', false, 'Bob', true],
    ['NumericEquals', '60', '60', true],
    ['NumericEquals', [10, 60], '60', true],
    ['NumericEquals', '61', '60', false],
    ['NumericNotEquals', '61', '60', true],
    ['NumericNotEquals', ['61', '60'], '60', false],
    ['NumericNotEqualsIfExists', '60', '60', false],
    ['NumericLessThan', '61', '60', true],
    ['NumericLessThan', '60', '60', false],
    ['NumericLessThan', '59', '60', false],
    ['NumericLessThanEquals', '61', '60', true],
    ['NumericLessThanEquals', '60', '60', true],
    ['NumericLessThanEquals', '59', '60', false],
    ['NumericGreaterThan', '61', '60', false],
    ['NumericGreaterThan', '60', '60', false],
    ['NumericGreaterThan', '59', '60', true],
    ['NumericGreaterThanIfExists', '9', '60', true],
    ['NumericGreaterThanEquals', '61', '60', false],
    ['NumericGreaterThanEquals', '60', '60', true],
    ['NumericGreaterThanEquals', '59', '60', true],
  ])('%s %j, where it is %j: %s', (operator, value, actual, expected) => {
    expect(told(operator, value, actual)).toEqual([expected]);
  });

  test.each([
    ['NumericLessThan', '61', 'Bob'],
    ['NumericAlmost', '60', '60'],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
    ['IpAddress', '10.0.0.0/8', '10.0.0.1'],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.1'],
    ['BinaryEquals', 'QQ==', 'QQ=='],
    ['AlmostStringEquals', 'Bob', 'Bob'],
    ['StringForAnyValue:Equals', 'Bob', 'Bob'],
    ['StringIfExistsEquals', 'Bob', 'Bob'],
  ])('cannot be told: %s %j, where it is %j', (operator, value, actual) => {
    expect(told(operator, value, actual)).toEqual([undefined]);
  });
});

describe('a condition on a key', () => {
  test.each([
    ['Null', 'true', true],
    ['Null', 'TRUE', true],
    ['Null', ['false', 'true'], true],
    ['Null', 'false', false],
    ['StringEquals', 'Bob', false],
    ['StringEqualsIfExists', 'Bob', true],
    ['StringNotLike', 'Bob', true],
    ['ArnNotEquals', 'arn:aws:bob', true],
    ['NumericNotEquals', '60', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', true],
    ['NotIpAddress', '10.0.0.0/8', true],
    ['IpAddress', '10.0.0.0/8', false],
    ['ForAllValues:StringEquals', 'Bob', true],
    ['ForAnyValue:StringNotEquals', 'Bob', false],
  ])('that the request never has: %s %j is %s', (operator, value, expected) => {
    expect(told(operator, value, null)).toEqual([expected]);
  });

  test.each(['Null', 'Bool', 'StringEqualsIfExists', 'ForAllValues:StringEquals', 'NumericNotEquals'])(
    'that may have any value cannot be told: %s',
    (operator) => expect(told(operator, 'true', undefined)).toEqual([undefined]),
  );
});

describe('the parts of a document', () => {
  test('conditions are read with operator and key in lower case, values as texts', () => {
    expect(conditionsOf({ Bool: { 'aws:A': true }, NumericLessThan: { 'aws:B': [1, '2'], 'aws:C': null } })).toEqual([
      { operator: 'bool', key: 'aws:a', values: ['true'] },
      { operator: 'numericlessthan', key: 'aws:b', values: ['1', '2'] },
      { operator: 'numericlessthan', key: 'aws:c', values: [] },
    ]);
  });

  test.each([[undefined], [null], ['x'], [7], [[{ Bool: { 'aws:A': 'true' } }]], [{ Bool: null }], [{ Bool: 'x' }], [{ Bool: [{ 'aws:A': 'true' }] }]])(
    'a malformed block holds no condition: %j',
    (block) => expect(conditionsOf(block)).toEqual([]),
  );

  test.each([[undefined, []], [null, []], [['a', null], ['a', null]], ['a', ['a']], [false, [false]], ['', ['']]])('%j is the list %j', (value, list) => {
    expect(listOf(value)).toEqual(list);
  });
});
