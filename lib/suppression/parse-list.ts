import { isE164 } from "@/lib/domain/phone";

/** A line of a pasted list that is no number; `line` counts from 1. */
type UnreadLine = { line: number; text: string; cause: "no_country_code" | "not_a_number" };
export type ParsedList = { recipients: readonly string[]; unread: readonly UnreadLine[] };

const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
/** How a column of numbers is called in files that people have; compared without case, blanks and signs. */
const HEADERS = [
  "recipient",
  "messageto",
  "phone",
  "phonenumber",
  "number",
  "mobile",
  "msisdn",
  "to",
  "手机号",
  "号码",
  "电话",
];

/**
 * Numbers and BSUIDs from what people paste: one a line, several in a line, or a CSV file (comma, semicolon
 * or tab) with a header, our own downloads included. Each recipient once, in the order of the list.
 * @param plusMissing - take digits without "+" or "00" as a number with its country code; without this they
 *   are refused, because a national number read as an international one is somebody else's.
 */
export function parseList(list: string, plusMissing = false): ParsedList {
  const lines = list.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const header = cellsOf(lines[0] ?? "");
  const column = header.findIndex((name) => HEADERS.includes(name.toLowerCase().replace(/[\s_-]/g, "")));
  const recipients = new Set<string>();
  const unread: UnreadLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "" || (at === 0 && column >= 0)) continue;
    const cells = cellsOf(line);
    const wanted = column >= 0 ? [cells[column] ?? ""] : cells.filter((cell) => cell !== "");
    for (const cell of wanted) {
      const read = recipientOf(cell, plusMissing);
      if ("recipient" in read) recipients.add(read.recipient);
      else unread.push({ line: at + 1, text: cell.slice(0, 60), cause: read.cause });
    }
  }
  return { recipients: [...recipients], unread };
}

/** A number or BSUID, however it is written. */
export function recipientOf(
  cell: string,
  plusMissing: boolean,
): { recipient: string } | { cause: UnreadLine["cause"] } {
  // Our own downloads guard cells with an apostrophe, and people copy them from Excel like that.
  const bare = cell.trim().replace(/^'/, "");
  if (BSUID.test(bare)) return { recipient: bare };
  if (!/^(\+|00)?[\d\s().\-/\u00a0\u2010-\u2015]+$/.test(bare)) return { cause: "not_a_number" };
  const international = bare.startsWith("+") || bare.startsWith("00");
  const digits = bare.replace(/\D/g, "").replace(/^00/, "");
  if (!international && !plusMissing) return { cause: "no_country_code" };
  return isE164(`+${digits}`) ? { recipient: `+${digits}` } : { cause: "not_a_number" };
}

/** Cells of one line; quotes around a cell may hold separators. */
function cellsOf(line: string): string[] {
  const cells = line.match(/"(?:[^"]|"")*"|[^,;\t]+/g) ?? [];
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .replaceAll('""', '"')
      .trim(),
  );
}
