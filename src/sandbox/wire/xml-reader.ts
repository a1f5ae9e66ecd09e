import { SaxesParser } from 'saxes';

/** An element that was read: text, or children; an element that came several times is an array. */
export type XmlNode = string | { [name: string]: XmlNode | XmlNode[] };

type Children = { [name: string]: XmlNode | XmlNode[] };

/** An element that is still open. It has children or text: white space between children is none. */
type OpenElement = { name: string; text: string; children: Children | null };

/**
 * Reads one XML document; what an element holds stays text, attributes are left out, prefixes of names too.
 * @returns the content of the root element, or `null` where the text is not one well-formed document whose root has that name
 */
export function readXml(root: string, text: string): XmlNode | null {
  try {
    return childrenNamed(documentOf(text), root)[0] ?? null;
  } catch {
    return null;
  }
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

/** Throws what the parser throws where the text is not well-formed. */
function documentOf(text: string): Children {
  const parser = new SaxesParser({ xmlns: true });
  const document = newElement('');
  const open: OpenElement[] = [document];
  const innermost = (): OpenElement => open.at(-1) ?? document;
  const take = (piece: string): void => {
    innermost().text += piece;
  };
  parser.on('doctype', () => {
    // A document type could define entities of its own; S3 has no use for one.
    throw new Error('no document type is expected');
  });
  parser.on('opentag', ({ local }) => void open.push(newElement(local)));
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const { name, text: held, children } = open.pop() ?? document;
    const parent = innermost();
    parent.children ??= Object.create(null) as Children;
    addChild(parent.children, name, children ?? held);
  });
  parser.write(text).close();
  return document.children ?? {};
}

function newElement(name: string): OpenElement {
  return { name, text: '', children: null };
}

function addChild(children: Children, name: string, child: XmlNode): void {
  const before = children[name];
  if (before === undefined) children[name] = child;
  else if (Array.isArray(before)) before.push(child);
  else children[name] = [before, child];
}
