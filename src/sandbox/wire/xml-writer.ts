/** What an element holds: text, child elements, or (an array) the same element several times. `undefined` is left out. */
type XmlValue = string | number | boolean | XmlElements | readonly XmlValue[] | undefined;

/** Child elements by name, in order. */
export type XmlElements = { readonly [name: string]: XmlValue };

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * Writes one XML document. By hand, because a page of a thousand versions has ten thousand elements: a listing is to
 * be as fast as its client can read, and the builders of the XML libraries take fifty times as long.
 * @param root name of the outermost element
 * @param content its text or its children; an array of groups where elements of different names alternate
 * @param namespace its `xmlns`
 */
export function writeXml(
  root: string,
  content: string | XmlElements | readonly XmlElements[],
  namespace: string | null,
  options: { declaration: boolean } = { declaration: true },
): string {
  const declaration = options.declaration ? DECLARATION : '';
  const attributes = namespace === null ? '' : ` xmlns="${escaped(namespace)}"`;
  const inner = contentOf(content);
  return declaration + (inner === '' ? `<${root}${attributes}/>` : `<${root}${attributes}>${inner}</${root}>`);
}

/**
 * Writes one XML document around children that are markup already.
 * @param pieces made by {@link elementsMarkup}, and of text that went through {@link escaped}
 */
export function writeXmlAround(root: string, pieces: readonly string[], namespace: string): string {
  // Joined at once: one long text, instead of a tree of thousands that has to be copied together afterwards.
  return [DECLARATION, `<${root} xmlns="${escaped(namespace)}">`, ...pieces, `</${root}>`].join('');
}

/** The markup of some elements, one after another. */
export function elementsMarkup(elements: XmlElements): string {
  let written = '';
  for (const name in elements) written += elementsNamed(name, elements[name]);
  return written;
}

function contentOf(content: string | XmlElements | readonly XmlElements[]): string {
  if (typeof content === 'string') return escaped(content);
  return isList(content) ? content.map(elementsMarkup).join('') : elementsMarkup(content);
}

function isList(content: XmlElements | readonly XmlElements[]): content is readonly XmlElements[] {
  return Array.isArray(content);
}

function elementsNamed(name: string, value: XmlValue): string {
  if (typeof value === 'string') return element(name, escaped(value));
  if (typeof value === 'number' || typeof value === 'boolean') return element(name, String(value));
  if (value === undefined) return '';
  if (!Array.isArray(value)) return element(name, elementsMarkup(value as XmlElements));
  return (value as readonly XmlValue[]).map((item) => elementsNamed(name, item)).join('');
}

function element(name: string, inner: string): string {
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

const special = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;
const everySpecial = new RegExp(special, 'g');
const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in markup. Control characters go out as references, as S3 sends them: a bare carriage return would be read as a line feed. */
export function escaped(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(everySpecial, (character) => named[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}
