import fc from "fast-check";
import { expect, test } from "vitest";
import { cellXml, SheetBytes } from "@/lib/exports/xlsx/sheet-bytes";

const ODD = [
  ..."abc <>&\"'\t\r\n_x0D=",
  "_x000D_",
  "\u0000",
  "\u0001",
  "号码",
  "＝",
  "😀",
  "\uffff",
  "\ufeff",
  " ",
];
const cell = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.array(fc.constantFrom(...ODD), { maxLength: 6 }).map((parts) => parts.join("")),
);

test("cells from bytes are written as from texts, in pieces of any length", () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 })), fc.nat(40), (rows, capacity) => {
      const written = (write: (out: SheetBytes, text: string) => void): string => {
        const out = new SheetBytes(4, capacity);
        let xml = "";
        rows.forEach((row, at) => {
          out.startRow(at + 1);
          for (const text of row) write(out, text);
          out.endRow();
          if (row.length % 2 === 0) xml += Buffer.from(out.take());
        });
        return xml + Buffer.from(out.take());
      };
      const fromTexts = written((out, text) => out.raw(Buffer.from(cellXml(text))));
      const fromBytes = written((out, text) => {
        const bytes = Buffer.from(`xx${text}yy`);
        out.cell(bytes, 2, bytes.length - 2);
      });
      expect(fromBytes).toBe(fromTexts);
    }),
    { numRuns: 500 },
  );
});

test("cells are named by column and row, those that are left out included, and keep their blanks", () => {
  const out = new SheetBytes(28, 100);
  out.startRow(1_048_576);
  for (let column = 0; column < 26; column++) out.cell(Buffer.from("1"), 0, column === 0 ? 1 : 0);
  out.raw(Buffer.from(cellXml(" a ")));
  out.raw(Buffer.from(`${cellXml(null)}`));
  out.endRow();
  expect(Buffer.from(out.take()).toString()).toBe(
    '<row r="1048576"><c r="A1048576" s="1" t="inlineStr"><is><t>1</t></is></c><c r="AA1048576" s="1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>',
  );
});
