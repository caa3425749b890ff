import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { LOCALES } from "@/lib/auth/context";
import { icuArguments } from "./icu-arguments";
import { loadMessages, NAMESPACES } from "./messages";

function flatten(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, child]) =>
    flatten(child, path ? `${path}.${key}` : key),
  );
}

const inEveryLanguage = await Promise.all(LOCALES.map((locale) => loadMessages(locale, NAMESPACES)));
const [english = {}, ...others] = inEveryLanguage;

describe.each(others.map((messages, index) => ({ locale: LOCALES[index + 1], messages })))(
  "messages in $locale",
  ({ messages }) => {
    const source = flatten(english);
    const translated = new Map(flatten(messages));

    test("have the same keys as English", () => {
      expect([...translated.keys()].sort()).toEqual(source.map(([key]) => key).sort());
    });

    test("use the same arguments and tags as English", () => {
      for (const [key, text] of source) {
        expect([key, icuArguments(translated.get(key) ?? "")]).toEqual([key, icuArguments(text)]);
      }
    });
  },
);

describe.each(inEveryLanguage.map((messages, index) => ({ locale: LOCALES[index] ?? "en", messages })))(
  "every message in $locale",
  ({ locale, messages }) => {
    test("has text", () => {
      expect(flatten(messages).filter(([, text]) => text.trim() === "")).toEqual([]);
    });

    test("is well-formed", () => {
      const broken: string[] = [];
      const onError = (error: Error): unknown => broken.push(error.message);
      const t = createTranslator<Record<string, unknown>>({ locale, messages, onError, timeZone: "UTC" });
      for (const [key, text] of flatten(messages)) {
        const values = Object.fromEntries(
          icuArguments(text).map((name) =>
            name.startsWith("<") ? [name.slice(1, -1), (chunks: string) => chunks] : [name, 2],
          ),
        );
        t.markup(key as never, values as never);
      }
      expect(broken).toEqual([]);
    });
  },
);
