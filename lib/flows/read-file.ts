import type { z } from "zod";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { AppError, type FieldProblem } from "@/lib/errors";
import { flowDefinition } from "@/lib/flows/definition-schema";
import { type FlowFile, flowFile } from "@/lib/flows/exchange-contract";
import { plainWords } from "@/lib/http/plain-words";

/** @param references - null for a bare definition, whose ids have no names */
export type ReadFlow = {
  readonly name: string | null;
  readonly definition: FlowDefinition;
  readonly references: FlowFile["references"] | null;
};

/** A file's content, checked. @throws AppError invalid_input that says which step is wrong, and what */
export function readFlowFile(given: unknown): ReadFlow {
  switch (formatOf(given)) {
    case "reachback.flow-file":
      return check(flowFile, given, "definition.steps.");
    case "reachback.flow":
      return {
        name: null,
        definition: check(flowDefinition, given, "steps.") as FlowDefinition,
        references: null,
      };
    default:
      throw fileError([
        {
          path: "file",
          code: "no_flow_file",
          message: "This is not a flow's file. Choose one that was exported from a flow (name.flow.json).",
        },
      ]);
  }
}

const formatOf = (given: unknown): unknown =>
  typeof given === "object" && given !== null && "format" in given ? given.format : null;

function check<Schema extends z.ZodType>(schema: Schema, given: unknown, steps: string): z.output<Schema> {
  const parsed = schema.safeParse(given, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw fileError(
    parsed.error.issues.map((issue) => {
      const at = issue.path.map(String).join(".");
      const step = at.startsWith(steps) ? stepAt(given, at.slice(steps.length)) : null;
      if (!step)
        return { path: "file", code: "file_field", message: `${at}: ${issue.message}`, params: { at } };
      const message = `Step “${step.id}”, ${step.field}: ${issue.message}`;
      const params = { at, step: step.id, field: step.field, message: issue.message };
      return { path: "file", code: "file_step", message, params };
    }),
  );
}

/** @param rest - behind "steps.", e.g. "3.text" */
function stepAt(given: unknown, rest: string): { id: string; field: string } {
  const [index = "", ...field] = rest.split(".");
  const file = given as { definition?: unknown; steps?: unknown };
  const { steps } = (file.definition ?? file) as { steps?: { id?: unknown }[] };
  const id = steps?.[Number(index)]?.id;
  return { id: typeof id === "string" ? id : `#${Number(index) + 1}`, field: field.join(".") };
}

function fileError(problems: readonly FieldProblem[]): AppError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new AppError("invalid_input", `${first?.message ?? "The file can't be read."}${more}`, { problems });
}
