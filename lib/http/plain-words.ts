import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "Use text.",
  number: "Use a number.",
  int: "Use a whole number.",
  boolean: "Use true or false.",
  array: "Use a list.",
  object: "Use an object.",
  record: "Use an object.",
};

/** What zod says in its own jargon, in plain words; messages that a schema gives itself come before these. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return "This field is required.";
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? "This is not the right kind of value.";
    case "invalid_value":
      return `Use one of these: ${issue.values.map(String).join(", ")}.`;
    case "unrecognized_keys":
      return `There is no such field here: ${issue.keys.join(", ")}.`;
    case "too_small":
      return issue.input === ""
        ? "This must not be empty."
        : `Use ${bound("at least", issue, issue.minimum)}.`;
    case "too_big":
      return `Use ${bound("at most", issue, issue.maximum)}.`;
    case "invalid_format":
      return "This is not in the right form.";
    default:
      return "This value is not valid.";
  }
};

const UNITS: Readonly<Record<string, string>> = {
  string: "character",
  array: "item",
  set: "item",
  map: "entry",
};

function bound(
  side: "at least" | "at most",
  { origin, inclusive, exact }: { origin: string; inclusive?: boolean; exact?: boolean },
  limit: number | bigint,
): string {
  const unit = UNITS[origin];
  if (unit === undefined)
    return inclusive ? `${side} ${limit}` : `${side === "at least" ? "more" : "less"} than ${limit}`;
  const many = unit === "entry" ? "entries" : `${unit}s`;
  return `${exact ? "exactly" : side} ${limit} ${Number(limit) === 1 ? unit : many}`;
}
