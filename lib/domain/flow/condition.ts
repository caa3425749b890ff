import { isQuiet } from "../time";
import type { Test } from "./definition";
import { type FlowFacts, zoneOf } from "./facts";
import { valueNamed } from "./variables";

/** Undefined: what it asks for is not known at this place. */
export type Answer = boolean | undefined;
export type Ask = (facts: FlowFacts) => Answer;

/** The answer of several tests; one that decides alone makes the unknown ones unimportant. */
export function compileTests(match: "all" | "any", tests: readonly Test[]): Ask {
  const asks = tests.map(compileTest);
  const decisive = match === "any";
  return (facts) => {
    let answer: Answer = !decisive;
    for (const ask of asks) {
      const each = ask(facts);
      if (each === decisive) return decisive;
      if (each === undefined) answer = undefined;
    }
    return answer;
  };
}

function compileTest(test: Test): Ask {
  const ask = askOf(test);
  if (!test.not) return ask;
  return (facts) => {
    const answer = ask(facts);
    return answer === undefined ? undefined : !answer;
  };
}

function askOf(test: Test): Ask {
  switch (test.on) {
    case "status":
      return oneOf(test.is, ({ status }) => status);
    case "reason_class":
      return oneOf(test.is, ({ reasonClass }) => reasonClass);
    case "reason_code":
      return oneOf(test.is, ({ reasonCode }) => reasonCode);
    case "country":
      return oneOf(test.is, ({ country }) => country);
    case "template":
      return oneOf(test.is, ({ template }) => template);
    case "campaign":
      return oneOf(test.is, ({ campaignId }) => campaignId);
    case "variable":
      return askVariable(test);
    case "local_hour":
      return (facts) => isQuiet(facts.now, [zoneOf(facts)], test);
  }
}

function oneOf<Value>(values: readonly Value[], pick: (facts: FlowFacts) => Value | null | undefined): Ask {
  const wanted = new Set(values);
  return (facts) => {
    const value = pick(facts);
    return value === undefined ? undefined : value !== null && wanted.has(value);
  };
}

function askVariable({ name, operator, value }: Extract<Test, { on: "variable" }>): Ask {
  return (facts) => {
    const found = valueNamed(name, facts);
    if (found === undefined) return undefined;
    const text = (found ?? "").trim();
    switch (operator) {
      case "is_set":
        return text !== "";
      case "equals":
        return text === value;
      case "contains":
        return value !== "" && text.includes(value);
      case "greater":
        return text !== "" && compare(text, value) > 0;
      case "less":
        return text !== "" && compare(text, value) < 0;
    }
  };
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** As numbers where both are, else letter by letter, which is right for dates and times as they are written here. */
function compare(left: string, right: string): number {
  const wanted = right.trim();
  if (NUMBER.test(left) && NUMBER.test(wanted)) return Number(left) - Number(wanted);
  return left < wanted ? -1 : left > wanted ? 1 : 0;
}
