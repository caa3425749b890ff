import type { StepWords } from "@/components/flows/graph/step-words";
import type { FlowStep } from "@/lib/domain/flow/definition";

/** A name for each step that no other has: steps that are called the same get numbers, in their order. */
export function numbered(
  steps: readonly FlowStep[],
  words: Pick<StepWords, "title">,
): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  for (const step of steps) count.set(words.title(step), (count.get(words.title(step)) ?? 0) + 1);
  const given = new Map<string, number>();
  return new Map(
    steps.map((step) => {
      const title = words.title(step);
      const n = (given.get(title) ?? 0) + 1;
      given.set(title, n);
      return [step.id, (count.get(title) ?? 0) > 1 ? `${title} ${n}` : title];
    }),
  );
}
