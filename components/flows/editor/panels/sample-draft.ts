import type { TestSample } from "@/lib/client/flow-editor";
import type { EventStatus } from "@/lib/domain/message/status";

/** The sample as it is typed. */
export type SampleDraft = {
  readonly from: "status" | "message";
  readonly status: EventStatus;
  readonly code: string;
  readonly country: string;
  readonly template: string;
  readonly recipient: string;
  /** "name=Maria, order=42" */
  readonly variables: string;
  readonly messageId: string;
};

/** What is left empty is left to the server. */
export function sampleOf(draft: SampleDraft): TestSample {
  if (draft.from === "message") return { messageId: draft.messageId.trim() };
  const { status } = draft;
  const given = (["country", "template", "recipient", "code"] as const)
    .filter((field) => field !== "code" || status === "rejected")
    .map((field) => [field, field === "country" ? draft[field].trim().toUpperCase() : draft[field].trim()]);
  const variables = variablesOf(draft.variables);
  return {
    status,
    ...Object.fromEntries(given.filter(([, value]) => value !== "")),
    ...(Object.keys(variables).length > 0 && { variables }),
  };
}

function variablesOf(text: string): Record<string, string> {
  const pairs = text.split(/[,\n]/).map((pair) => pair.split("="));
  return Object.fromEntries(
    pairs
      .map(([name = "", ...value]) => [name.trim(), value.join("=").trim()] as const)
      .filter(([name]) => name !== ""),
  );
}
