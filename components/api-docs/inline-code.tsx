/** Text in which `backticks` mark names of fields, as in the OpenAPI document. */
export function InlineCode({ text }: { readonly text: string }) {
  return text.split("`").map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a constant text never move
      <code key={i} className="font-mono text-[0.95em]">
        {part}
      </code>
    ),
  );
}
