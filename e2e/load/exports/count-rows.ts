import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";

const CENTRAL = 0x02014b50;
const END = Buffer.from([0x50, 0x4b, 5, 6]);
/** Bytes at the end of an archive in which its directory is looked for; ours has half a dozen entries. */
const TAIL = 65_536;

/** How often `mark` is in the stream; its pieces may cut a mark in two. */
export async function countMarks(pieces: AsyncIterable<Uint8Array>, mark: string): Promise<number> {
  let count = 0;
  let rest = "";
  for await (const piece of pieces) {
    const text = rest + Buffer.from(piece).toString("latin1");
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count++;
    // A whole mark is never kept, so that none is counted twice.
    rest = text.slice(Math.max(text.length - mark.length + 1, text.lastIndexOf(mark) + mark.length));
  }
  return count;
}

/** Rows below the header of a CSV whose cells hold no line breaks. */
export const csvRows = async (file: string): Promise<number> =>
  (await countMarks(createReadStream(file), "\r\n")) - 1;

/** Rows below the headers of all sheets of a workbook. */
export async function xlsxRows(file: string): Promise<number> {
  let rows = 0;
  for (const { name, from, length } of await entriesOf(file)) {
    if (!name.startsWith("xl/worksheets/")) continue;
    const packed = createReadStream(file, { start: from, end: from + length - 1 });
    rows += (await countMarks(packed.pipe(createInflateRaw()), "<row ")) - 1;
  }
  return rows;
}

type Entry = { readonly name: string; readonly from: number; readonly length: number };

/** From the directory at the archive's end; for archives under 4 GiB. */
async function entriesOf(file: string): Promise<Entry[]> {
  const handle = await open(file);
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL));
  await handle.read(tail, 0, tail.length, size - tail.length);
  await handle.close();
  const end = tail.lastIndexOf(END);
  const entries: Entry[] = [];
  let at = tail.readUInt32LE(end + 16) - (size - tail.length);
  while (tail.readUInt32LE(at) === CENTRAL) {
    const nameLength = tail.readUInt16LE(at + 28);
    entries.push({
      name: tail.toString("utf8", at + 46, at + 46 + nameLength),
      from: tail.readUInt32LE(at + 42) + 30 + nameLength, // our local headers have no extra fields
      length: tail.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return entries;
}
