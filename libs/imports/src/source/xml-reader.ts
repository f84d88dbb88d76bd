import { FileRefused } from './refusal';

/** Longest tag or text between two tags, characters. */
const MOST_TOKEN = 4 * 1024 * 1024;
const DOUBLE_QUOTE = 0x22;
const QUOTE = 0x27;
const GREATER = 0x3e;
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** What is told of a document, in its order. Names come without their prefix. */
export interface XmlListener {
  /** @param attributes - as they stand in the tag; read them with {@link attributeOf} */
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads XML piece by piece. Knows no entities but the five of the language, and refuses documents that declare others. */
export class XmlReader {
  private rest = '';

  constructor(private readonly listener: XmlListener) {}

  /** @throws {FileRefused} */
  write(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) break;
      if (start > at) this.listener.text(decoded(text.slice(at, start)));
      at = start;
      const end = this.token(text, start);
      if (end < 0) break;
      at = end;
    }
    // Text is held back to its end, as an entity may be cut in two.
    this.rest = text.slice(at);
    if (this.rest.length > MOST_TOKEN) throw new FileRefused('damaged', 'The workbook has a part that never ends.');
  }

  /** @returns the place after what begins with `<` at `start`; -1 when it is not complete */
  private token(text: string, start: number): number {
    if (text.startsWith('<!--', start)) return after(text, '-->', start);
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start);
      if (end >= 0) this.listener.text(text.slice(start + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.startsWith('<!D', start)) throw new FileRefused('unsafe', 'The workbook declares entities of its own.');
    if (text.startsWith('<?', start)) return after(text, '?>', start);
    const end = tagEnd(text, start);
    if (end < 0) return -1;
    this.tag(text.slice(start + 1, end));
    return end + 1;
  }

  private tag(inside: string): void {
    if (inside.startsWith('/')) {
      this.listener.close(localName(inside.slice(1).trim()));
      return;
    }
    const empty = inside.endsWith('/');
    const body = empty ? inside.slice(0, -1) : inside;
    const space = body.search(/\s/);
    const name = localName(space < 0 ? body : body.slice(0, space));
    this.listener.open(name, space < 0 ? '' : body.slice(space));
    if (empty) this.listener.close(name);
  }
}

const patterns = new Map<string, RegExp>();

/** @returns undefined when the tag has no such attribute; `name` without prefix, one of our own words */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decoded(value);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** The `>` that ends a tag: not one within the quotes of an attribute. */
function tagEnd(text: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === GREATER) return at;
    else if (code === DOUBLE_QUOTE || code === QUOTE) quote = code;
  }
  return -1;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
