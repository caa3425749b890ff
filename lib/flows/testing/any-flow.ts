import fc from "fast-check";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { flowDefinition } from "@/lib/flows/definition-schema";

export type AnyIds = {
  readonly connections: number[];
  readonly rules: number[];
  readonly campaigns: number[];
};

const words = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter((text) => !/\0|\p{Surrogate}/u.test(text));
const oneOf = (ids: readonly number[]) => fc.constantFrom(null, ...ids);

const settings = ({ connections, rules, campaigns }: AnyIds) =>
  fc.oneof(
    fc.record({ type: fc.constant("trigger" as const) }),
    fc.record({ type: fc.constant("branch" as const) }),
    fc.record({ type: fc.constant("end" as const) }),
    fc.record({ type: fc.constant("fallback" as const), ruleId: oneOf(rules) }),
    fc.record({
      type: fc.constant("wait" as const),
      until: fc.constant("duration" as const),
      minutes: fc.nat(1000),
    }),
    fc.record({
      type: fc.constant("sms" as const),
      connectionId: oneOf(connections),
      from: words,
      text: words,
      validityMinutes: fc.constantFrom(null, 60),
    }),
    fc.record({
      type: fc.constant("log" as const),
      logId: fc.constant(null),
      columns: fc.option(fc.array(fc.record({ name: words, value: words }), { maxLength: 3 })),
    }),
    fc.record({
      type: fc.constant("http" as const),
      method: fc.constant("POST" as const),
      url: words,
      headers: fc.array(fc.record({ name: words, value: fc.constant("{{secret.crm}}") }), { maxLength: 2 }),
      body: fc.option(words),
      results: fc.array(fc.record({ path: words, variable: words }), { maxLength: 2 }),
    }),
    fc.record({
      type: fc.constant("condition" as const),
      match: fc.constantFrom("all" as const, "any" as const),
      tests: fc.array(
        fc.record({ not: fc.boolean(), on: fc.constant("campaign" as const), is: fc.subarray(campaigns) }),
        { maxLength: 2 },
      ),
    }),
  );

const base = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
  title: fc.option(words),
  position: fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) }),
  exits: fc.dictionary(fc.constantFrom("next", "yes", "no", "failed"), fc.constantFrom("a", "b"), {
    noNullPrototype: true,
  }),
});

/** Any draft that can be saved, sensible or not. */
export const anyFlow = (ids: AnyIds): fc.Arbitrary<FlowDefinition> =>
  fc.array(fc.tuple(base, settings(ids)), { maxLength: 8 }).map((steps) =>
    flowDefinition.parse({
      format: "reachback.flow",
      formatVersion: 1,
      limits: null,
      steps: steps.map(([one, own]) => ({ ...one, ...own })),
    }),
  );
