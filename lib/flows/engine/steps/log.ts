import { parseTemplate } from "@/lib/domain/fallback/template";
import type { LogStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { valueNamed } from "@/lib/domain/flow/variables";
import type { Effect } from "@/lib/flows/engine/run";

/** The row that a step writes; none where only the download shows it, which reads the event log itself. */
export function logRow({ logId, columns }: LogStep, facts: FlowFacts): Effect[] {
  if (logId === null) return [];
  const cells = columns?.map(({ name, value }) => [name, fill(value, facts)] as const) ?? null;
  return [{ kind: "log", logId, cells }];
}

/** Without a value a variable leaves its place empty: a log must not miss a row. */
function fill(source: string, facts: FlowFacts): string {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return source;
  return parsed.template.parts
    .map((part) => (typeof part === "string" ? part : valueNamed(part.name, facts) || part.fallback || ""))
    .join("");
}
