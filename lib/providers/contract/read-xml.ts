/** One element: its attributes and its content in order. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
};

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TAG = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>/y;

/** A strict reader of the little XML that speech needs. @throws when it is not well-formed. */
export function readXml(xml: string): Element {
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { name: "", attributes: {}, children: [] },
  ];
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const end = next < 0 ? xml.length : next;
    if (end > at) open.at(-1)?.children.push(unescaped(xml.slice(at, end)));
    if (next < 0) break;
    TAG.lastIndex = next;
    const [whole = "", closing, name = "", attributes = "", empty] = TAG.exec(xml) ?? [];
    if (whole === "") throw new Error(`not a tag: ${xml.slice(next, next + 40)}`);
    if (closing) {
      const closed = open.pop();
      if (closed?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      open.at(-1)?.children.push(element);
      if (!empty) open.push(element);
    }
    at = next + whole.length;
  }
  const [root, ...rest] = open[0]?.children ?? [];
  if (open.length !== 1 || rest.length > 0 || typeof root !== "object") throw new Error("not one element");
  return root;
}

const attributesOf = (written: string): Record<string, string> =>
  Object.fromEntries(
    [...written.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      unescaped(value),
    ]),
  );

/** As an XML parser reads text: raw carriage returns become line feeds, an unknown entity is an error. */
function unescaped(written: string): string {
  return written
    .replace(/\r\n?/g, "\n")
    .replace(/&(#?)([^;]{0,8});?/g, (whole, numeric: string, name: string) => {
      const value = numeric ? String.fromCodePoint(Number(name)) : ENTITIES[name];
      if (value === undefined || !whole.endsWith(";")) throw new Error(`not an entity: ${whole}`);
      return value;
    });
}

export const child = ({ children }: Element, name: string): Element => {
  const found = children.find((one): one is Element => typeof one === "object" && one.name === name);
  if (!found) throw new Error(`no <${name}>`);
  return found;
};

export const textIn = ({ children }: Element): string =>
  children.map((one) => (typeof one === "string" ? one : textIn(one))).join("");

/** What an engine speaks that reads plain text as it is, and SSML where the text begins with its element. */
export const spokenText = (written: string): string =>
  written.startsWith("<speak>") ? textIn(readXml(written)) : written;
