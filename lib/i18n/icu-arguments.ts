const BRANCHING = new Set(["plural", "select", "selectordinal"]);

/** Index of the brace that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === "{") depth++;
    if (text[index] === "}" && --depth === 0) return index;
  }
  throw new SyntaxError(`a brace is never closed in: ${text}`);
}

function collect(text: string, found: Set<string>): void {
  for (const [, tag] of text.matchAll(/<([a-zA-Z]\w*)>/g)) found.add(`<${tag}>`);
  for (let open = text.indexOf("{"); open !== -1; ) {
    const close = closing(text, open);
    const body = text.slice(open + 1, close);
    const [name = "", kind = ""] = body.split(",", 2).map((part) => part.trim());
    found.add(name);
    // A branch's text is a message of its own; its braces follow the selector words.
    if (BRANCHING.has(kind)) {
      for (let start = body.indexOf("{"); start !== -1; ) {
        const end = closing(body, start);
        collect(body.slice(start + 1, end), found);
        start = body.indexOf("{", end);
      }
    }
    open = text.indexOf("{", close);
  }
}

/** Names of the arguments, and `<tags>`, that an ICU message uses; sorted, each once. */
export function icuArguments(message: string): string[] {
  const found = new Set<string>();
  collect(message, found);
  return [...found].sort();
}
