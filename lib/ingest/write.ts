/** A part of a batch's second statement. */
export type Write = {
  readonly name: string;
  /** @param first - number of its first parameter. */
  readonly statement: (first: number) => string;
  readonly values: readonly (string | number)[];
};

const texts = new Map<string, string>();

/** A statement's text, built once per name: the driver sends it once per connection. */
export function textOnce(name: string, build: () => string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = build();
    texts.set(name, text);
  }
  return text;
}

/** Several writes as one statement: one message to the database and one answer instead of one each. */
export function asOneStatement(writes: readonly Write[]): {
  name: string;
  text: string;
  values: (string | number)[];
} {
  const name = writes.map((write) => write.name).join("_");
  const text = textOnce(name, () => {
    let first = 1;
    const parts = writes.map(({ statement, values }, i) => {
      const part = `w${i} AS (${statement(first)})`;
      first += values.length;
      return part;
    });
    return `WITH ${parts.join(",\n")} SELECT 1`;
  });
  return { name, text, values: writes.flatMap(({ values }) => values) };
}
