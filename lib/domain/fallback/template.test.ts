import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate, renderTemplate, type Template, variablesOf } from "./template";

function parsed(source: string): Template {
  const result = parseTemplate(source);
  if (!result.ok) throw new Error(`"${source}" does not parse: ${JSON.stringify(result.problems)}`);
  return result.template;
}

describe("parseTemplate", () => {
  test("finds text and variables in their order", () => {
    expect(parsed("Hi {{name|friend}}, {{ campaign }}{{1}}!").parts).toEqual([
      "Hi ",
      { name: "name", fallback: "friend", at: 3 },
      ", ",
      { name: "campaign", fallback: null, at: 20 },
      { name: "1", fallback: null, at: 34 },
      "!",
    ]);
  });
  test("names may be of any language, a stand-in of several words or empty", () => {
    expect(parsed("{{姓名| dear customer }}{{order.id|}}").parts).toEqual([
      { name: "姓名", fallback: "dear customer", at: 0 },
      { name: "order.id", fallback: "", at: 22 },
    ]);
  });
  test.each([
    { source: "  ", cause: "blank", marked: "  " },
    { source: "Hi {{name, we missed you", cause: "unclosed", marked: "{{" },
    { source: "Hi {{name}, we", cause: "unclosed", marked: "{{name}" },
    { source: "Hi {{ {{name}}", cause: "unclosed", marked: "{{" },
    { source: "Hi { there", cause: "unclosed", marked: "{" },
    { source: "Hi name}} there", cause: "unopened", marked: "}}" },
    { source: "Hi {name}} there", cause: "unopened", marked: "{name}}" },
    { source: "Hi {name}", cause: "braces", marked: "{name}" },
    { source: "Hi {{{name}}}", cause: "braces", marked: "{{{name}}}" },
    { source: "Hi {{ }}", cause: "empty", marked: "{{ }}" },
    { source: "Hi {{|friend}}", cause: "empty", marked: "{{|friend}}" },
    { source: "Hi {{first name}}", cause: "name", marked: "{{first name}}" },
    { source: "Hi {{#if name}}", cause: "name", marked: "{{#if name}}" },
    { source: "Hi {{name|upper|friend}}", cause: "fallback", marked: "{{name|upper|friend}}" },
  ])("$source has a problem: $cause", ({ source, cause, marked }) => {
    const result = parseTemplate(source);
    if (result.ok) throw new Error("it parsed");
    expect(result.problems.map((problem) => problem.cause)).toEqual([cause]);
    expect(result.problems.map(({ from, to }) => source.slice(from, to))).toEqual([marked]);
  });
  test("names every mistake at its place", () => {
    expect(parseTemplate("{a} {{b}} }} {{")).toEqual({
      ok: false,
      problems: [
        { cause: "braces", from: 0, to: 3 },
        { cause: "unopened", from: 10, to: 12 },
        { cause: "unclosed", from: 13, to: 15 },
      ],
    });
  });
});

describe("variablesOf", () => {
  test("each once; needed as soon as one appearance has nothing to stand in", () => {
    expect(variablesOf(parsed("{{a|x}} {{b}} {{a}} {{c|}}"))).toEqual([
      { name: "a", needed: true },
      { name: "b", needed: true },
      { name: "c", needed: false },
    ]);
  });
});

describe("renderTemplate", () => {
  const greeting = parsed("Hi {{name|friend}}, your {{order}} is here.");

  test("fills in values without their outer blanks", () => {
    expect(renderTemplate(greeting, { name: " Ada ", order: "parcel" })).toEqual({
      ok: true,
      text: "Hi Ada, your parcel is here.",
    });
  });
  test.each([
    { why: "absent", values: { order: "parcel" } },
    { why: "null", values: { name: null, order: "parcel" } },
    { why: "blank", values: { name: " ", order: "parcel" } },
    { why: "a placeholder that nobody filled", values: { name: "{{first_name}}", order: "parcel" } },
  ])("something stands in for a value that is $why", ({ values }) => {
    expect(renderTemplate(greeting, values)).toEqual({ ok: true, text: "Hi friend, your parcel is here." });
  });
  test("without a stand-in the text is not sent, and says what is missing", () => {
    expect(renderTemplate(parsed("{{a}} {{b|x}} {{c}} {{a}}"), {})).toEqual({
      ok: false,
      missing: ["a", "c"],
    });
  });
  test("names that every object has are no values", () => {
    expect(renderTemplate(parsed("Hi {{constructor}}"), {})).toEqual({ ok: false, missing: ["constructor"] });
  });
  test("nothing blank is sent", () => {
    expect(renderTemplate(parsed(" {{name|}} "), {})).toEqual({ ok: false, missing: ["name"] });
  });
});

describe("any template", () => {
  const piece = fc.constantFrom(
    "{",
    "{{",
    "}",
    "}}",
    "|",
    "name",
    "order",
    " ",
    "Hi",
    "#if",
    "你",
    "{{name}}",
  );
  const anyText = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
    fc.string(),
  );
  const values = fc.record(
    { name: fc.stringMatching(/^[^{}]*$/), order: fc.stringMatching(/^[^{}]*$/) },
    { requiredKeys: [] },
  );

  test("never sends a brace of its own", () => {
    fc.assert(
      fc.property(anyText, values, (source, given) => {
        const template = parseTemplate(source);
        if (!template.ok) return;
        const rendered = renderTemplate(template.template, given);
        if (rendered.ok) expect(rendered.text).not.toMatch(/[{}]/);
        else expect(rendered.missing.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
  test("parses, or marks places inside the text in their order", () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const result = parseTemplate(source);
        if (result.ok) return;
        expect(result.problems.length).toBeGreaterThan(0);
        let last = 0;
        for (const { from, to } of result.problems) {
          expect(from >= last && to <= source.length).toBe(true);
          last = to;
        }
      }),
      { numRuns: 2000 },
    );
  });
  test("text without braces comes out as it went in", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^{}]+$/), (source) => {
        fc.pre(source.trim() !== "");
        expect(renderTemplate(parsed(source), {})).toEqual({ ok: true, text: source });
      }),
    );
  });
});
