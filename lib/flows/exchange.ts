import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import {
  exchangeReferences,
  REFERENCE_KINDS,
  type ReferenceKind,
  referencesIn,
  secretsIn,
} from "@/lib/domain/flow/references";
import { AppError, type FieldProblem } from "@/lib/errors";
import type { FlowReferences, FlowView } from "@/lib/flows/contract";
import { flowDefinition } from "@/lib/flows/definition-schema";
import type { FlowFile, ImportFlowInput, ImportNeed } from "@/lib/flows/exchange-contract";
import { addFlow } from "@/lib/flows/manage-flows";
import { type ReadFlow, readFlowFile } from "@/lib/flows/read-file";
import { referencesOf } from "@/lib/flows/references";
import { requireFlow, requireVersion } from "@/lib/flows/require-flow";
import { findFlow, findFlowVersion } from "@/lib/flows/store";

/** The draft or a version as a file that any workspace can import. @throws AppError not_found */
export async function exportFlow(
  ctx: Context,
  { id, version }: { id: number; version?: number },
): Promise<Response> {
  const flow = requireFlow(await findFlow(ctx.workspaceId, id));
  const definition =
    version === undefined
      ? flow.draft
      : requireVersion(await findFlowVersion(ctx.workspaceId, id, version)).definition;
  const references = await referencesOf(ctx);
  const file: FlowFile = {
    format: "reachback.flow-file",
    formatVersion: 1,
    name: flow.name,
    // In the schema's order of names, so that the same flow makes the same file.
    definition: flowDefinition.parse(definition),
    references: { ...namesFor(referencesIn(definition), references), secrets: secretsIn(definition) },
  };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": attachment(flow.name),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** What an id goes by here; one that is gone keeps its number for a name. */
function namesFor(
  ids: Record<ReferenceKind, number[]>,
  known: FlowReferences,
): Omit<FlowFile["references"], "secrets"> {
  const nameOf = (kind: ReferenceKind, id: number): string =>
    known[kind].find((one) => one.id === String(id))?.name ?? `#${id}`;
  const named = (kind: ReferenceKind) =>
    Object.fromEntries(ids[kind].map((id) => [String(id), { name: nameOf(kind, id) }]));
  return {
    connections: Object.fromEntries(
      ids.connections.map((id) => {
        const provider = known.connections.find((one) => one.id === String(id))?.provider ?? "";
        return [String(id), { provider, name: nameOf("connections", id) }];
      }),
    ),
    rules: named("rules"),
    logs: named("logs"),
    endpoints: named("endpoints"),
    campaigns: named("campaigns"),
  };
}

/** RFC 6266: plain letters for old readers, the name itself for all others. */
function attachment(name: string): string {
  const file = `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "-")}.flow.json`;
  const plain = file.replace(/[^\x20-\x7e]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file).replaceAll("'", "%27")}`;
}

/**
 * A file becomes the draft of a new flow.
 * @throws AppError forbidden; invalid_input for a bad file; unprocessable with `needs`, what has to be chosen
 */
export async function importFlow(ctx: Context, input: ImportFlowInput): Promise<{ flow: FlowView }> {
  requireRole(ctx, "operator");
  const file = readFlowFile(input.file);
  const here = await referencesOf(ctx);
  const plan = planExchange(file, here, input.choices ?? {});
  if (plan.problems[0])
    throw new AppError("invalid_input", plan.problems[0].message, { problems: plan.problems });
  if (plan.needs.length > 0)
    throw new AppError(
      "unprocessable",
      "The file names things of another workspace. Choose one of this workspace for each of `needs`, in `choices`.",
      { details: { needs: plan.needs } },
    );
  const definition = exchangeReferences(
    file.definition,
    (kind, id) => plan.targets.get(keyOf(kind, id)) ?? null,
  );
  const name = input.name ?? file.name ?? "Imported flow";
  return { flow: await addFlow(ctx, name, definition) };
}

type Plan = { targets: Map<string, number | null>; needs: ImportNeed[]; problems: FieldProblem[] };

const keyOf = (kind: ReferenceKind, id: number): string => `${kind}:${id}`;

/** Takes what was chosen, else what has the same id and name here; everything else has to be asked. */
function planExchange(
  { definition, references }: ReadFlow,
  here: FlowReferences,
  choices: NonNullable<ImportFlowInput["choices"]>,
): Plan {
  const plan: Plan = { targets: new Map(), needs: [], problems: [] };
  const ids = referencesIn(definition);
  for (const kind of REFERENCE_KINDS) {
    for (const id of ids[kind]) {
      const chosen = choices[kind]?.[String(id)];
      if (chosen === undefined) {
        const same = sameHere(kind, id, references, here);
        if (same) plan.targets.set(keyOf(kind, id), id);
        else plan.needs.push(needOf(kind, id, references, here));
      } else if (chosen === null || here[kind].some((one) => one.id === String(chosen))) {
        plan.targets.set(keyOf(kind, id), chosen);
      } else {
        const message = `There is no ${chosen} among the ${kind} of this workspace. Choose another one.`;
        plan.problems.push({ path: `choices.${kind}.${id}`, code: "choice_unknown", message });
      }
    }
  }
  return plan;
}

/** A bare definition has no names to compare, so an id that is here is taken for what it says. */
function sameHere(
  kind: ReferenceKind,
  id: number,
  references: ReadFlow["references"],
  here: FlowReferences,
): boolean {
  const present = here[kind].find((one) => one.id === String(id));
  if (!present || !references) return present !== undefined;
  const { name, provider } = described(kind, id, references);
  return present.name === name && (provider === undefined || providerIn(here, present.id) === provider);
}

function needOf(
  kind: ReferenceKind,
  id: number,
  references: ReadFlow["references"],
  here: FlowReferences,
): ImportNeed {
  const { name, provider } = described(kind, id, references);
  const fits = (candidate: { id: string; name: string }): boolean =>
    candidate.name === name && (provider === undefined || providerIn(here, candidate.id) === provider);
  const candidates = here[kind].map((one) => ({ id: one.id, name: one.name }));
  return {
    kind,
    id: String(id),
    name,
    ...(provider !== undefined && { provider }),
    proposed: candidates.find(fits)?.id ?? null,
    candidates,
  };
}

function described(
  kind: ReferenceKind,
  id: number,
  references: ReadFlow["references"],
): { name: string; provider?: string } {
  const unnamed = { name: `#${id}` };
  if (!references) return unnamed;
  return references[kind][String(id)] ?? unnamed;
}

const providerIn = (here: FlowReferences, id: string): string | undefined =>
  here.connections.find((one) => one.id === id)?.provider;
