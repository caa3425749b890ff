import type { Key } from "@/lib/rejected/store";

/** Columns of a record, in the order of the statement in ./store. */
export const FIELD = {
  id: 0,
  at: 1,
  sender: 2,
  recipient: 3,
  recipientUserId: 4,
  providerMessageId: 5,
  text: 6,
  country: 7,
  timeZone: 8,
  campaignId: 9,
  connectionId: 10,
  channel: 11,
  code: 12,
} as const;

const FIELDS = 13;
/** Signature and flags; the length of what else may stand before the first record follows them. */
const BEFORE_EXTENSION = 15;
const EPOCH = Date.UTC(2000, 0, 1); // PostgreSQL counts microseconds from there

/** Rejections as PostgreSQL's binary COPY writes them, one after the other. */
export class Records {
  readonly bytes: Buffer;
  /** Of the record that `next` went to: where each field begins and ends; the end of null is -1. */
  readonly from = new Int32Array(FIELDS);
  readonly to = new Int32Array(FIELDS);
  private readonly length: number;
  private at = 0;

  constructor(bytes: Buffer, length: number) {
    this.bytes = bytes;
    this.length = length;
    this.rewind();
  }

  /** Goes to the next record. @returns false at the end */
  next(): boolean {
    const { bytes, from, to } = this;
    // -1 in place of the number of fields ends the data.
    if (this.at + 2 > this.length || (bytes[this.at] as number) >= 128) return false;
    let at = this.at + 2;
    for (let field = 0; field < FIELDS; field++) {
      const length =
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number);
      at += 4;
      from[field] = at;
      to[field] = length < 0 ? -1 : at + length;
      if (length > 0) at += length;
    }
    this.at = at;
    return true;
  }

  /** Looks through all records once, and begins anew. */
  survey(): { readonly rows: number; readonly last: Key | null } {
    let rows = 0;
    while (this.next()) rows++;
    const last =
      rows === 0
        ? null
        : {
            rejectedAt: new Date(this.milliseconds()),
            id: String(this.bytes.readBigInt64BE(this.from[FIELD.id])),
          };
    this.rewind();
    return { rows, last };
  }

  /** Milliseconds since 1970. */
  milliseconds(): number {
    const at = this.from[FIELD.at] as number;
    const microseconds = this.bytes.readInt32BE(at) * 2 ** 32 + this.bytes.readUInt32BE(at + 4);
    return EPOCH + Math.round(microseconds / 1000);
  }

  integer(field: number): number {
    const at = this.from[field] as number;
    return this.to[field] === at + 2 ? this.bytes.readInt16BE(at) : this.bytes.readInt32BE(at);
  }

  text(field: number): string | null {
    const to = this.to[field] as number;
    return to < 0 ? null : this.bytes.toString("utf8", this.from[field], to);
  }

  private rewind(): void {
    this.at =
      BEFORE_EXTENSION + 4 + (this.length > BEFORE_EXTENSION ? this.bytes.readInt32BE(BEFORE_EXTENSION) : 0);
  }
}
