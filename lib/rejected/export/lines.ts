import "server-only";
import type { ExportColumn } from "@/lib/exports/definition";
import { Clock } from "@/lib/rejected/export/clock";
import { KnownBytes } from "@/lib/rejected/export/known-bytes";
import type { ExportedRow } from "@/lib/rejected/export/pages";
import { FIELD, type Records } from "@/lib/rejected/export/records";
import { rejectedTable } from "@/lib/rejected/export/table";
import { isKnownZone, recipientZone } from "@/lib/rejected/local-time";

/** The table's columns that say the same of all rejections of one campaign, connection, channel and code. */
const ALIKE = [
  ["Status", "Description", "Reason_Code", "Reason_Class", "Campaign"],
  ["Connection", "Must_Act", "Recommended_Action"],
] as const;

/** A file that cells are written into. */
type Cells = {
  /** Cells that were written before. */
  raw(written: Uint8Array): void;
  /** A cell from UTF-8; empty where `to` is before `from`. */
  cell(source: Uint8Array, from: number, to: number): void;
};

/** What is written in every line of rejections that are alike. */
export type Alike = { readonly first: Uint8Array; readonly second: Uint8Array };

type Zone = { readonly clock: Clock; readonly name: Uint8Array };

/** Writes rejections as the lines that `rejectedTable` describes. */
export class Lines {
  private readonly cell: (text: string) => string;
  private readonly columns: ReadonlyMap<string, ExportColumn<ExportedRow>["value"]>;
  private readonly alike = new KnownBytes<Alike>();
  /** By the bytes of registered zones; null for what is no zone. */
  private readonly registered = new KnownBytes<Zone | null>();
  private readonly zones = new Map<string, Zone>();
  private readonly here: Clock;
  private readonly utc: Clock;

  /** @param cell - a text as the bytes of the file have it */
  constructor(cell: (text: string) => string, timeZone: string) {
    this.cell = cell;
    this.columns = new Map(rejectedTable(timeZone).columns.map(({ header, value }) => [header, value]));
    this.here = new Clock(timeZone, this.cell);
    this.utc = new Clock(null, this.cell);
  }

  find(record: Records): Alike | undefined {
    return this.alike.find(record.bytes, ...alikeBytes(record));
  }

  /** @param row - the same rejection, in texts */
  learn(record: Records, row: ExportedRow): Alike {
    const written = (headers: readonly string[]): Buffer =>
      Buffer.from(headers.map((header) => this.cell(this.columns.get(header)?.(row) ?? "")).join(""));
    const alike = { first: written(ALIKE[0]), second: written(ALIKE[1]) };
    this.alike.keep(record.bytes, ...alikeBytes(record), alike);
    return alike;
  }

  /** All cells of the line; beginning and ending it is the file's own. */
  write(out: Cells, record: Records, { first, second }: Alike): void {
    const at = record.milliseconds();
    const zone = this.zoneOf(record);
    out.raw(this.here.cell(at));
    field(out, record, FIELD.sender);
    field(out, record, (record.to[FIELD.recipient] as number) < 0 ? FIELD.recipientUserId : FIELD.recipient);
    out.raw(first);
    field(out, record, FIELD.providerMessageId);
    field(out, record, FIELD.country);
    if (zone) {
      out.raw(zone.clock.cell(at));
      out.raw(zone.name);
    } else {
      out.cell(record.bytes, 0, 0);
      out.cell(record.bytes, 0, 0);
    }
    out.raw(this.utc.cell(at));
    out.raw(second);
    field(out, record, FIELD.text);
  }

  private zoneOf(record: Records): Zone | null {
    const from = record.from[FIELD.timeZone] as number;
    const to = record.to[FIELD.timeZone] as number;
    if (to >= 0) {
      const known = this.registered.find(record.bytes, from, to);
      if (known) return known;
      if (known === undefined) {
        const name = record.bytes.toString("utf8", from, to);
        const zone = isKnownZone(name) ? this.zone(name) : null;
        this.registered.keep(record.bytes, from, to, zone);
        if (zone) return zone;
      }
    }
    const name = recipientZone(null, record.text(FIELD.recipient));
    return name === null ? null : this.zone(name);
  }

  private zone(name: string): Zone {
    let zone = this.zones.get(name);
    if (!zone) {
      zone = { clock: new Clock(name, this.cell), name: Buffer.from(this.cell(name)) };
      this.zones.set(name, zone);
    }
    return zone;
  }
}

const field = (out: Cells, { bytes, from, to }: Records, which: number): void =>
  out.cell(bytes, from[which] as number, to[which] as number);

/** From the campaign to the code: they stand one behind the other, each with its length before it. */
function alikeBytes({ from, to }: Records): [from: number, to: number] {
  const end = to[FIELD.code] as number;
  return [(from[FIELD.campaignId] as number) - 4, end < 0 ? (from[FIELD.code] as number) : end];
}
