import { expect, test } from "vitest";
import { negotiateLocale } from "./negotiate";

test.each([
  [null, "en"],
  ["", "en"],
  ["fr-FR,it;q=0.5", "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["ZH-Hant-TW", "zh"],
  ["en;q=0.3, zh;q=0.7", "zh"],
  ["fr, zh;q=0, en;q=0.1", "en"],
  ["zh;q=0", "en"],
  ["*;q=0.5", "en"],
])("Accept-Language %s gives %s", (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});
