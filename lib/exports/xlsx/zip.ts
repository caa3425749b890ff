import { constants, crc32, createDeflateRaw, type DeflateRaw } from "node:zlib";

/** One file of an archive; its content is made while it is read. A piece must stay as it is until the next is there. */
export type ZipEntry = { readonly name: string; readonly content: AsyncIterable<Uint8Array> };

type Written = { name: Buffer; crc: number; packed: number; size: number; offset: number };

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const VERSION = 20;
const VERSION_64 = 45;
/** Bit 3: sizes and checksum follow the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, the format's first day, so that equal data gives equal files. */
const DATE = 0x0021;
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;

/**
 * A ZIP archive as a stream: no entry is held in memory, since its sizes stand behind it (data descriptors).
 * Each entry must stay under 4 GiB unpacked; the archive itself may be larger (zip64 offsets).
 * Source: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16.
 */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const header = localHeader(entry.name);
    yield header;
    for await (const chunk of deflated(content, entry)) {
      entry.packed += chunk.length;
      yield chunk;
    }
    if (entry.size > MAX_32) throw new RangeError(`${name} is larger than 4 GiB`);
    const descriptor = numbers([4, DESCRIPTOR], [4, entry.crc], [4, entry.packed], [4, entry.size]);
    yield descriptor;
    offset += header.length + entry.packed + descriptor.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

/**
 * Level 1: sheets shrink nine times already, and the server's two cores have other work. A piece is packed by
 * another thread while the next is made; only when it is packed, the one after that is asked for.
 */
async function* deflated(content: AsyncIterable<Uint8Array>, entry: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED, chunkSize: 65_536 });
  let packed: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => packed.push(chunk));
  deflate.on("error", () => {}); // told to whoever waits for the piece
  const made = (): Buffer[] => {
    const all = packed;
    packed = [];
    return all;
  };
  let packing = Promise.resolve();
  try {
    for await (const chunk of content) {
      await packing;
      packing = write(deflate, chunk);
      packing.catch(() => {}); // it is awaited above or below, unless the source fails first
      entry.crc = crc32(chunk, entry.crc);
      entry.size += chunk.length;
      yield* made();
    }
    await packing;
    await finish(deflate);
    yield* made();
  } finally {
    deflate.destroy();
  }
}

/** Resolves when the bytes are no longer needed. */
function write(deflate: DeflateRaw, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function finish(deflate: DeflateRaw): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.once("end", resolve).once("error", reject).end();
  });
}

function localHeader(name: Buffer): Buffer {
  const fixed = numbers(
    [4, LOCAL],
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return Buffer.concat([fixed, name]);
}

function centralHeader({ name, crc, packed, size, offset }: Written): Buffer {
  const far = offset >= MAX_32;
  const extra = far ? numbers([2, 0x0001], [2, 8], [8, offset]) : Buffer.alloc(0);
  const version = far ? VERSION_64 : VERSION;
  const fixed = numbers(
    [4, CENTRAL],
    [2, version],
    [2, version],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, far ? MAX_32 : offset],
  );
  return Buffer.concat([fixed, name, extra]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const far = offset >= MAX_32 || count >= MAX_16;
  const end = numbers(
    [4, END],
    [2, 0],
    [2, 0],
    [2, Math.min(count, MAX_16)],
    [2, Math.min(count, MAX_16)],
    [4, size],
    [4, Math.min(offset, MAX_32)],
    [2, 0],
  );
  if (!far) return end;
  const end64 = numbers(
    [4, END_64],
    [8, 44], // length of what follows
    [2, VERSION_64],
    [2, VERSION_64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, offset],
  );
  const locator = numbers([4, LOCATOR_64], [4, 0], [8, offset + size], [4, 1]);
  return Buffer.concat([end64, locator, end]);
}

/** Little-endian fields as [bytes, value]. */
function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
