import { describe, expect, test } from "vitest";
import { STATUSES } from "../message/status";
import { ACTION_TEXT, ACTIONS, type Cause, MUST_ACT, MUST_ACT_TEXT } from "./cause";
import * as account from "./causes/account";
import * as choice from "./causes/choice";
import * as content from "./causes/content";
import * as platform from "./causes/platform";
import * as recipient from "./causes/recipient";
import { REASON_CLASS_TEXT, REASON_CLASSES, recommendedAction, type Text } from "./classes";

const CAUSES: readonly (readonly [string, Cause])[] = Object.entries({
  ...account,
  ...choice,
  ...content,
  ...platform,
  ...recipient,
});

function expectGoodText({ en, zh }: Text): void {
  expect(en.trim()).toBe(en);
  expect(en).toMatch(/^[A-Z]/);
  expect(en).not.toMatch(/\p{Script=Han}/u);
  expect(zh).toMatch(/\p{Script=Han}/u);
  expect(zh).not.toMatch(/\p{Script=Han}[,;:()]/u);
  for (const text of [en, zh]) expect(text).not.toMatch(/[<>{}`*_|]|https?:|&\w+;/);
}

describe("texts", () => {
  test.each(CAUSES)("cause %s reads well in both languages", (_, { title, sentence }) => {
    expectGoodText(title);
    expectGoodText(sentence);
    expect(title.en.length).toBeLessThanOrEqual(45);
    expect(title.en).not.toMatch(/\.$/);
    expect(sentence.en).toMatch(/\.$/);
    expect(sentence.zh).toMatch(/。$/);
    expect(sentence.en.length).toBeLessThanOrEqual(130);
  });

  test("no two causes share a title", () => {
    for (const language of ["en", "zh"] as const) {
      const titles = CAUSES.map(([, { title }]) => title[language]);
      expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    }
  });

  test("the closed sets are worded", () => {
    for (const name of REASON_CLASSES) Object.values(REASON_CLASS_TEXT[name]).forEach(expectGoodText);
    for (const action of ACTIONS) expectGoodText(ACTION_TEXT[action]);
    for (const who of MUST_ACT) expectGoodText(MUST_ACT_TEXT[who]);
  });

  test("the window that closed does not spend, and a person without WhatsApp does", () => {
    expect(content.windowClosed.class).toBe("sender_fault");
    expect(recipient.notOnWhatsApp.action).toBe("fall_back_and_suppress");
  });
});

describe("recommendedAction", () => {
  test.each([
    ["accepted", "Watch"],
    ["sent", "Watch"],
    ["delivered", "Go on"],
    ["read", "Follow up"],
  ] as const)("%s: %s", (status, words) => {
    expect(recommendedAction(status, "unreachable").en).toBe(words);
  });
  test("rejected: by class", () => {
    for (const name of REASON_CLASSES) {
      expect(recommendedAction("rejected", name)).toBe(REASON_CLASS_TEXT[name].defaultAction);
    }
    expect(recommendedAction("rejected", "opted_out").en).toMatch(/^Never fall back/);
  });
  test("every status has one, in both languages", () => {
    for (const status of STATUSES) expectGoodText(recommendedAction(status, "unknown"));
  });
});
