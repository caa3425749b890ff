import { localTime, utcTime } from "@/lib/rejected/local-time";

const ZERO = 48;

/**
 * A column's cells with the time of a zone, or of UTC. Lists are sorted by time, so that mostly only the digits
 * behind the minute change: they are written over those of the cell before.
 */
export class Clock {
  private readonly write: (at: number) => Buffer;
  private readonly digits: number;
  private minute = Number.NaN;
  private last: Buffer = Buffer.alloc(0);
  private seconds = 0;

  /** @param zone - null for UTC, with milliseconds; @param cell - the text as a cell, with what stands behind it */
  constructor(zone: string | null, cell: (text: string) => string) {
    this.digits = zone === null ? 3 : 0;
    this.write = (at) => Buffer.from(cell(zone === null ? utcTime(at) : localTime(at, zone)));
  }

  /** The bytes are valid until the next call. */
  cell(at: number): Uint8Array {
    const minute = Math.floor(at / 60_000);
    if (minute !== this.minute) {
      this.last = this.write(at);
      this.minute = minute;
      this.seconds = this.last.lastIndexOf(":") + 1;
      return this.last;
    }
    const { last } = this;
    const rest = at - minute * 60_000;
    const second = Math.floor(rest / 1000);
    const tens = Math.floor(second / 10);
    last[this.seconds] = ZERO + tens;
    last[this.seconds + 1] = ZERO + second - tens * 10;
    let thousandths = rest - second * 1000;
    for (let place = this.seconds + 2 + this.digits; place > this.seconds + 2; place--) {
      last[place] = ZERO + (thousandths % 10);
      thousandths = Math.floor(thousandths / 10);
    }
    return last;
  }
}
