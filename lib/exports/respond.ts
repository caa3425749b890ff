import "server-only";
import { type ExportFormat, type ExportTable, FILE_TYPES, TOTAL_ROWS_HEADER } from "@/lib/exports/definition";
import { encodeExport } from "@/lib/exports/encode";
import { log } from "@/lib/log";

export type Export<Row> = {
  readonly table: ExportTable<Row>;
  readonly pages: AsyncIterable<readonly Row[]>;
  /** Rows to expect; null when nobody counted. */
  readonly total: number | null;
  /** The same bytes as from `pages`, where a list has a faster way to a format; null where it has none. */
  readonly directly?: (format: ExportFormat) => AsyncGenerator<Uint8Array> | null;
};

/** A download that the browser saves. Reads on only as fast as the reader takes, and stops when it leaves. */
export function exportResponse<Row>(
  { table, pages, total, directly }: Export<Row>,
  format: ExportFormat,
  now: Date,
): Response {
  const { extension, contentType } = FILE_TYPES[format];
  const file = `reachback-${table.name}-${now.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z.${extension}`;
  const headers = new Headers({
    "content-type": contentType,
    "content-disposition": `attachment; filename="${file}"`,
    "cache-control": "no-store",
    // Proxies that collect answers before they pass them on would hide all progress.
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  if (total !== null) headers.set(TOTAL_ROWS_HEADER, String(total));
  return new Response(streamOf(directly?.(format) ?? encodeExport(format, table, pages)), { headers });
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // The status line has left; a broken transfer is the only way to say that the file is not whole.
          log().error({ err: error }, "an export broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    // Pieces that are made while the ones before are still on their way.
    { highWaterMark: 2 },
  );
}
