import { describe, expect, it } from 'vitest';
import { childrenNamed, readXml, textOf } from '../../../src/sandbox/wire/xml-reader.js';
import { writeXml } from '../../../src/sandbox/wire/xml-writer.js';

describe('reading a document', () => {
  it('keeps text as it is: spaces, leading zeros, entities, CDATA', () => {
    const document = readXml('a', '<?xml version="1.0"?>\n<a xmlns="urn:x" y="z"><b> 012345 </b>\n <c>&lt;&#13;&#x1F98A;</c><d><![CDATA[<&>]]>e</d><f/></a>');
    expect(document).toEqual({ b: ' 012345 ', c: '<\r🦊', d: '<&>e', f: '' });
  });

  it('tells one element from several, and text from children', () => {
    const document = readXml('a', '<a><b>1</b><b>2</b><c><d/></c></a>') ?? '';
    expect(childrenNamed(document, 'b')).toEqual(['1', '2']);
    expect([textOf(document, 'b'), textOf(document, 'c'), textOf(document, 'nothing')]).toEqual([null, null, null]);
    expect(childrenNamed('text', 'b')).toEqual([]);
  });

  it('takes names that JavaScript gives a meaning for what they are', () => {
    const document = readXml('a', '<a><__proto__>1</__proto__><constructor>2</constructor></a>') ?? '';
    expect([textOf(document, '__proto__'), textOf(document, 'constructor'), textOf(document, 'toString')]).toEqual(['1', '2', null]);
  });

  it.each([
    ['another root', '<b/>'],
    ['nothing', ''],
    ['no end', '<a><b></a>'],
    ['two roots', '<a/><a/>'],
    ['text around it', '<a/>text'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['an unknown entity', '<a>&b;</a>'],
    ['a character that XML cannot carry', '<a>\u0001</a>'],
    ['a reference to one', '<a>&#1;</a>'],
    ['an unbound prefix', '<x:a/>'],
  ])('refuses %s', (_title, text) => {
    expect(readXml('a', text)).toBeNull();
  });
});

describe('writing a document', () => {
  it('leaves out what is undefined, closes what is empty, and repeats what is a list', () => {
    expect(writeXml('a', { b: 1, c: undefined, d: ['x', { e: true }], f: '', g: {} }, 'urn:x')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><a xmlns="urn:x"><b>1</b><d>x</d><d><e>true</e></d><f/><g/></a>',
    );
    expect(writeXml('a', [{ b: '1' }, { c: '2' }, { b: '3' }], null, { declaration: false })).toBe('<a><b>1</b><c>2</c><b>3</b></a>');
    expect(writeXml('a', '', null, { declaration: false })).toBe('<a/>');
  });

  it('writes text so that it comes back', () => {
    const text = ' <&>"\' ]]> \r\n\t é 🦊 \u2028';
    expect(readXml('a', writeXml('a', { b: text }, null))).toEqual({ b: text });
  });

  it('writes control characters as references, as S3 does', () => {
    expect(writeXml('a', 'bell\u0007\r', null, { declaration: false })).toBe('<a>bell&#x7;&#xd;</a>');
  });
});
