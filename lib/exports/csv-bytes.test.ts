import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvBytes } from "@/lib/exports/csv-bytes";
import { CSV, EXCEL_CSV } from "@/lib/exports/text";

const ODD = [
  ..."abc +=-@＝\t\r\n\"',;._",
  ...["+12025550123", "+1202", "+12025550123456789", "+4e5", "007", "1E10", "3-4", "号码", "😀", "\ufeff"],
];
const cell = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.array(fc.constantFrom(...ODD), { maxLength: 6 }).map((parts) => parts.join("")),
);

test.each([CSV, EXCEL_CSV])("cells of $format are written as from texts", (flavour) => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 })), fc.nat(40), (rows, capacity) => {
      const out = new CsvBytes(flavour, capacity);
      const pieces: Uint8Array[] = [];
      for (const row of rows) {
        for (const text of row) {
          const bytes = Buffer.from(`xx${text}yy`);
          out.cell(bytes, 2, bytes.length - 2);
        }
        out.endLine();
        if (row.length % 2 === 0) pieces.push(out.take());
      }
      pieces.push(out.take());
      const lines = rows.map((row) => `${row.map((text) => flavour.cell(text)).join(",")}\r\n`);
      expect(Buffer.concat(pieces).toString()).toBe(Buffer.from(lines.join("")).toString());
    }),
    { numRuns: 500 },
  );
});
