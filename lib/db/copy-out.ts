import "server-only";
import { type Connection, escapeLiteral, type Submittable } from "pg";
import type { ReadPool } from "@/lib/db/replica";

export type Copied = { readonly bytes: Buffer; readonly length: number };

type Callback = (error: Error | null, copied?: Copied) => void;

/**
 * The rows of a query in PostgreSQL's binary COPY format. The driver makes a text of every value and an object
 * of every row; where millions of rows are only passed on, that costs more than reading them.
 * @param text - with places ($1, …) for `values`, as in a query
 * @param into - is written to and handed back, or a larger one in its stead
 */
export function copyOut(
  database: ReadPool,
  text: string,
  values: readonly unknown[],
  into: Buffer,
): Promise<Copied> {
  const statement = `COPY (${withLiterals(text, values)}) TO STDOUT (FORMAT binary)`;
  // The pool awaits what it gives to the callback; its types know only streams.
  return database.query(new CopyOut(statement, into)) as unknown as Promise<Copied>;
}

/** COPY takes no parameters. */
export const withLiterals = (text: string, values: readonly unknown[]): string =>
  text.replace(/\$(\d+)/g, (_, place: string) => literal(values[Number(place) - 1]));

function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "number" && Number.isFinite(value)) return `(${value})`;
  if (value instanceof Date) return escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return escapeLiteral(`{${value.map(element).join(",")}}`);
  if (typeof value !== "string") throw new TypeError("a parameter of COPY is neither text, number nor date");
  // The protocol ends a statement there.
  if (value.includes("\0")) throw new RangeError("a parameter of COPY holds a zero character");
  return escapeLiteral(value);
}

function element(value: unknown): string {
  if (typeof value !== "string" || value.includes("\0"))
    throw new TypeError("an array in a parameter of COPY holds something else than text");
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** The driver's interface for a query of one's own. */
class CopyOut implements Submittable {
  /** Set by the driver. */
  callback?: Callback;
  private readonly text: string;
  private bytes: Buffer;
  private length = 0;

  constructor(text: string, into: Buffer) {
    this.text = text;
    this.bytes = into;
  }

  submit(connection: Connection): void {
    this.length = 0;
    connection.query(this.text);
  }

  /** Copied at once: the driver writes what comes next over the piece. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const length = this.length + chunk.length;
    if (length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    chunk.copy(this.bytes, this.length);
    this.length = length;
  }

  handleReadyForQuery(): void {
    this.finish(null, { bytes: this.bytes, length: this.length });
  }

  handleError(error: Error): void {
    this.finish(error);
  }

  handleCommandComplete(): void {}

  /** Forgets the callback, so that the same query can be asked once more elsewhere. */
  private finish(error: Error | null, copied?: Copied): void {
    const { callback } = this;
    delete this.callback;
    callback?.(error, copied);
  }
}
