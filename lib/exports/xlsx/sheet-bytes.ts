import { escapeXml, MAX_CELL, TEXT_STYLE } from "@/lib/exports/xlsx/parts";

/** In written cells, since XML can't hold these: where the cell's name ("D17") goes, and a cell that is left out. */
const NAME = 0;
const LEFT_OUT = 1;
/** Bytes that a cell's name has at most: three letters, seven digits. */
const LONGEST_NAME = 10;

/** A text as a cell, empty ones left out. Blanks in front, behind and other than " " are kept only when asked for. */
export function cellXml(text: string | null, style = TEXT_STYLE): string {
  if (text === null || text === "") return String.fromCharCode(LEFT_OUT);
  const space = /^ |[\t\n\r]| $/.test(text) ? ' xml:space="preserve"' : "";
  return `${before(style, space)}${escapeXml(text)}${AFTER}`;
}

const before = (style: number, space = ""): string =>
  `<c r="${String.fromCharCode(NAME)}" s="${style}" t="inlineStr"><is><t${space}>`;
const AFTER = "</t></is></c>";

const PLAIN_BEFORE = Buffer.from(before(TEXT_STYLE));
const PLAIN_AFTER = Buffer.from(AFTER);
const ROW_BEFORE = Buffer.from('<row r="');
const ROW_AFTER = Buffer.from('">');
const ROW_END = Buffer.from("</row>");

const SPACE = 32;
const UNDERSCORE = 95;
const LETTER_X = 120;
/** Begins what XML forbids near the end of the first 65,536 characters, and much else that is rare. */
const RARE = 0xef;
/** Bytes that `escapeXml` leaves as they are. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= SPACE && byte !== RARE && !'&<>"'.includes(String.fromCharCode(byte))),
);

/**
 * Rows of a sheet as bytes. Most cells need no escape, which their bytes show while they are copied; the others
 * are written by `cellXml`, which alone knows how.
 */
export class SheetBytes {
  private readonly letters: readonly Buffer[];
  private bytes: Buffer;
  private spare: Buffer;
  private at = 0;
  private column = 0;
  private digits: Buffer = Buffer.alloc(0);

  /** @param capacity - bytes of a piece; longer rows make it longer */
  constructor(columns: number, capacity: number) {
    this.letters = Array.from({ length: columns }, (_, at) => Buffer.from(columnName(at)));
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.spare = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.at;
  }

  /** What was written so far; valid until the piece after the next is begun, so that nothing is left to collect. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.at);
    [this.bytes, this.spare] = [this.spare, this.bytes];
    this.at = 0;
    return taken;
  }

  /** What stands before and behind the rows. */
  xml(text: string): void {
    this.copy(Buffer.from(text));
  }

  startRow(number: number): void {
    this.digits = Buffer.from(String(number));
    this.column = 0;
    this.copy(ROW_BEFORE);
    this.copy(this.digits);
    this.copy(ROW_AFTER);
  }

  endRow(): void {
    this.copy(ROW_END);
  }

  /** The next cells, from `cellXml`. */
  raw(written: Uint8Array): void {
    this.reserve(written.length + LONGEST_NAME * this.letters.length);
    this.at = this.named(written, this.at);
  }

  /** The next cell, from UTF-8; left out where `to` is not behind `from`. */
  cell(source: Uint8Array, from: number, to: number): void {
    if (to <= from) this.column++;
    else if (!this.plain(source, from, to))
      this.raw(
        Buffer.from(cellXml(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString())),
      );
  }

  /** @returns false, with nothing written, for a cell that is not plain */
  private plain(source: Uint8Array, from: number, to: number): boolean {
    if (to - from > MAX_CELL || source[from] === SPACE || source[to - 1] === SPACE) return false;
    for (let each = from; each < to; each++) {
      const byte = source[each] as number;
      if (PLAIN[byte] === 0 || (byte === UNDERSCORE && source[each + 1] === LETTER_X)) return false;
    }
    this.reserve(PLAIN_BEFORE.length + LONGEST_NAME + to - from + PLAIN_AFTER.length);
    let at = this.named(PLAIN_BEFORE, this.at);
    const { bytes } = this;
    for (let each = from; each < to; each++) bytes[at++] = source[each] as number;
    this.at = at;
    this.copy(PLAIN_AFTER);
    return true;
  }

  /** Copies with the names of the cells put in. @returns the end */
  private named(written: Uint8Array, from: number): number {
    const { bytes, digits } = this;
    let at = from;
    for (let each = 0; each < written.length; each++) {
      const byte = written[each] as number;
      if (byte > LEFT_OUT) {
        bytes[at++] = byte;
        continue;
      }
      const letters = this.letters[this.column++];
      if (byte === LEFT_OUT || !letters) continue;
      for (let letter = 0; letter < letters.length; letter++) bytes[at++] = letters[letter] as number;
      for (let digit = 0; digit < digits.length; digit++) bytes[at++] = digits[digit] as number;
    }
    return at;
  }

  private copy(written: Uint8Array): void {
    this.reserve(written.length);
    const { bytes } = this;
    let { at } = this;
    for (let each = 0; each < written.length; each++) bytes[at++] = written[each] as number;
    this.at = at;
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2 + length);
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}
