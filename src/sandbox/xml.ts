import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

/** What an element holds: text, child elements, or (an array) the same element several times. `undefined` is left out. */
export type XmlValue = string | number | boolean | XmlElements | readonly XmlValue[] | undefined;

/** Child elements by name, in order. */
export type XmlElements = { readonly [name: string]: XmlValue };

/** An element that was read: text, or children; an element that came several times is an array. */
export type XmlNode = string | { [name: string]: XmlNode | XmlNode[] };

type OrderedElement = { [name: string]: unknown };

const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, processEntities: false, suppressEmptyNode: true });

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  // A serial number, an account id and a code such as 012345 are text; a key may begin or end with spaces.
  parseTagValue: false,
  trimValues: false,
  // Numeric character references come only with this switch.
  htmlEntities: true,
  // A thousand keys full of `&amp;` are a legal DeleteObjects.
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
});

/**
 * Writes one XML document.
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
  const children = typeof content === 'string' ? textNodes(content) : (isList(content) ? content : [content]).flatMap(childrenOf);
  const declaration = options.declaration ? [{ '?xml': [], ':@': { '@_version': '1.0', '@_encoding': 'UTF-8' } }] : [];
  const attributes = namespace === null ? {} : { ':@': { '@_xmlns': namespace } };
  return builder.build([...declaration, { [root]: children, ...attributes }]);
}

/**
 * Reads one XML document; what an element holds stays text.
 * @returns the content of the root element, or `null` where the text is not one well-formed document whose root has that name
 */
export function readXml(root: string, text: string): XmlNode | null {
  // A document type could define entities of its own; S3 has no use for one.
  if (XMLValidator.validate(text) !== true || text.includes('<!DOCTYPE')) return null;
  const document = parsed(text);
  const content = document[root];
  const roots = Object.keys(document).filter((name) => name !== '#text');
  if (content === undefined || Array.isArray(content) || roots.length !== 1) return null;
  return withoutSpaceBetween(content);
}

/** The children of that name: none, one or several. */
export function childrenNamed(node: XmlNode, name: string): XmlNode[] {
  if (typeof node === 'string' || !Object.hasOwn(node, name)) return [];
  const found = node[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The text of the only child of that name, or `null` where there is none, several, or one with children. */
export function textOf(node: XmlNode, name: string): string | null {
  const [only, ...more] = childrenNamed(node, name);
  return typeof only === 'string' && more.length === 0 ? only : null;
}

function parsed(text: string): { [name: string]: XmlNode | XmlNode[] } {
  try {
    return parser.parse(text) as { [name: string]: XmlNode | XmlNode[] };
  } catch {
    // The parser throws on names such as `__proto__`, which no schema of AWS has.
    return {};
  }
}

function isList(content: XmlElements | readonly XmlElements[]): content is readonly XmlElements[] {
  return Array.isArray(content);
}

function childrenOf(elements: XmlElements): OrderedElement[] {
  return Object.entries(elements).flatMap(([name, value]) => elementsNamed(name, value));
}

function elementsNamed(name: string, value: XmlValue): OrderedElement[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return (value as readonly XmlValue[]).flatMap((item) => elementsNamed(name, item));
  if (typeof value === 'object') return [{ [name]: childrenOf(value as XmlElements) }];
  return [{ [name]: textNodes(String(value)) }];
}

function textNodes(text: string): OrderedElement[] {
  return text === '' ? [] : [{ '#text': escaped(text) }];
}

/** Control characters go out as references, as S3 sends them: a bare carriage return would be read as a line feed. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

function withoutSpaceBetween(node: XmlNode): XmlNode {
  if (typeof node === 'string') return node;
  const children = Object.entries(node).filter(([name]) => name !== '#text');
  return Object.fromEntries(
    children.map(([name, child]) => [name, Array.isArray(child) ? child.map(withoutSpaceBetween) : withoutSpaceBetween(child)]),
  );
}
