const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML 1.0 can't hold, not even escaped: control characters but tab and line ends, and two code points. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text that every speech engine takes: whole characters only, and nothing that has no sound and no place in XML. */
export const speakable = (text: string): string => text.toWellFormed().replace(NOT_IN_XML, " ");

/** Text as the content or the attribute of an XML element. A carriage return would be read as a line feed. */
export const escapeXml = (text: string): string =>
  speakable(text)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string)
    .replaceAll("\r", "&#13;");

/**
 * Plain text for engines that read SSML too: what could be taken for a tag or an entity is wrapped and
 * escaped, everything else stays as it is, since not every voice knows SSML.
 */
export const plainOrSsml = (text: string): string =>
  /[&<>]/.test(text) ? `<speak>${escapeXml(text)}</speak>` : speakable(text);
