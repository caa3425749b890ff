import type { LogStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { fillColumn } from "@/lib/domain/flow/fill";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { Logged } from "@/lib/logs/history/store";

/** Cells of a step's own columns, as the step itself fills them when it writes. */
export function ownCells(columns: NonNullable<LogStep["columns"]>, row: Logged): string[] {
  const facts = factsOf(row);
  return columns.map(({ value }) => fillColumn(value, facts));
}

function factsOf(row: Logged): FlowFacts {
  const isRejected = row.status === "rejected";
  return {
    ...row,
    word: row.rawStatus,
    reasonClass: isRejected ? reasonClassOf(row.provider, row.channel, row.errorCode) : null,
    reasonCode: isRejected ? row.errorCode : null,
    reasonText: isRejected ? row.errorText : null,
    messageId: row.providerMessageId ?? "",
    recipient: row.recipient ?? row.recipientUserId,
    now: row.occurredAt,
  };
}
