import type { CsvFlavour } from "@/lib/exports/text";

const QUOTE = 34;
const COMMA = 44;
const PLUS = 43;
const APOSTROPHE = 39;
const CR = 13;
const LF = 10;

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isLetter = (byte: number): boolean => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const table = (holds: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(holds(byte)));
const noneOf = (bytes: string): Uint8Array => table((byte) => !bytes.includes(String.fromCharCode(byte)));

/** Which cells `flavour.cell` leaves as they are, apart from the quotes of the Excel-safe flavour. */
const PLAIN = {
  csv: { first: table((byte) => isDigit(byte) || isLetter(byte)), others: noneOf('",\r\n') },
  // A digit in front may be a number that Excel rounds, and behind ";" a new cell may begin.
  "csv-excel": { first: table(isLetter), others: noneOf('";\t\r\n') },
} as const;

/**
 * Lines of a CSV from bytes in UTF-8. Most cells need neither guard nor quotes, which their bytes show while
 * they are copied; the others are written by `flavour.cell`, which alone knows how.
 */
export class CsvBytes {
  private readonly flavour: CsvFlavour;
  private readonly quoted: boolean;
  private readonly first: Uint8Array;
  private readonly others: Uint8Array;
  private readonly capacity: number;
  private bytes: Buffer;
  private at = 0;

  /** @param capacity - bytes of a piece; longer lines make it longer */
  constructor(flavour: CsvFlavour, capacity: number) {
    this.flavour = flavour;
    this.quoted = flavour.format === "csv-excel";
    ({ first: this.first, others: this.others } = PLAIN[flavour.format]);
    this.capacity = capacity;
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.at;
  }

  /** What was written so far; the next is written elsewhere. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafeSlow(this.capacity);
    this.at = 0;
    return taken;
  }

  /** A cell and the comma behind it; empty where `to` is before `from`. */
  cell(source: Uint8Array, from: number, to: number): void {
    const length = to - from;
    this.reserve(length + 4);
    const first = length > 0 ? (source[from] as number) : 0;
    if (length <= 0) this.empty();
    else if (this.first[first] === 1 ? !this.plain(source, from, to) : !this.phone(source, from, to))
      this.text(Buffer.from(source.buffer, source.byteOffset + from, length).toString());
    this.bytes[this.at++] = COMMA;
  }

  /** A cell as the flavour writes it, without a comma. */
  private text(text: string): void {
    this.raw(Buffer.from(this.flavour.cell(text)));
  }

  /** Cells that were written before. */
  raw(written: Uint8Array): void {
    this.reserve(written.length + 1); // and the comma, where one follows
    this.bytes.set(written, this.at);
    this.at += written.length;
  }

  /** Ends the line in place of the comma behind its last cell. */
  endLine(): void {
    this.reserve(1);
    this.bytes[this.at - 1] = CR;
    this.bytes[this.at++] = LF;
  }

  private empty(): void {
    if (!this.quoted) return;
    this.bytes[this.at++] = QUOTE;
    this.bytes[this.at++] = QUOTE;
  }

  /** @returns false, with nothing written, for a cell that is not plain */
  private plain(source: Uint8Array, from: number, to: number): boolean {
    const { bytes, others } = this;
    let { at } = this;
    if (this.quoted) bytes[at++] = QUOTE;
    for (let each = from; each < to; each++) {
      const byte = source[each] as number;
      if (others[byte] === 0) return false;
      bytes[at++] = byte;
    }
    if (this.quoted) bytes[at++] = QUOTE;
    this.at = at;
    return true;
  }

  /** A plus and 6 to 15 digits: stays as it is, and gets an apostrophe for Excel. */
  private phone(source: Uint8Array, from: number, to: number): boolean {
    if (source[from] !== PLUS || to - from < 7 || to - from > 16) return false;
    for (let each = from + 1; each < to; each++) if (!isDigit(source[each] as number)) return false;
    const { bytes } = this;
    let { at } = this;
    if (this.quoted) {
      bytes[at++] = QUOTE;
      bytes[at++] = APOSTROPHE;
    }
    for (let each = from; each < to; each++) bytes[at++] = source[each] as number;
    if (this.quoted) bytes[at++] = QUOTE;
    this.at = at;
    return true;
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2 + length);
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}
