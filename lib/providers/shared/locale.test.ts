import { expect, test } from "vitest";
import { localeIn } from "./locale";

const SPOKEN = ["en-GB", "en-US", "cmn-CN", "yue-CN", "pt-PT", "pt-BR", "nl-NL", "arb"];

test.each([
  ["en-GB", "en-GB"],
  ["en-gb", "en-GB"],
  ["en_US", "en-US"],
  ["en", "en-US"],
  ["pt", "pt-BR"],
  ["nl", "nl-NL"],
  ["ar", "arb"],
  ["zh", "cmn-CN"],
  ["zh-CN", "cmn-CN"],
  ["zh-Hans-CN", "cmn-CN"],
  ["zh-HK", "yue-CN"],
  ["en-AU", undefined], // another accent is not what was asked for
  ["sw", undefined],
  ["", undefined],
])("%s is %s", (wanted, expected) => {
  expect(localeIn(SPOKEN, wanted)).toBe(expected);
});
