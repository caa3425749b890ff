import { operation } from "@/lib/api/operation";
import { EXPORT_FORMATS, FILE_TYPES } from "@/lib/exports/definition";
import {
  attemptIdInput,
  attemptPage,
  attemptWithLog,
  exportAttemptsInput,
  listAttemptsInput,
  settleInput,
} from "@/lib/fallback/attempts/contract";
import {
  batchIdInput,
  batchView,
  manualPreview,
  previewInput,
  sendNowInput,
  undoOutcome,
} from "@/lib/fallback/manual/contract";

export const listAttemptsOperation = operation({
  id: "listAttempts",
  method: "GET",
  path: "/api/v1/attempts",
  group: "Fallbacks",
  summary: "List attempts of fallbacks, newest first",
  description: "The send ledger: one row a try on one channel for one message.",
  scope: "read",
  input: listAttemptsInput,
  status: 200,
  response: attemptPage,
});

export const getAttemptOperation = operation({
  id: "getAttempt",
  method: "GET",
  path: "/api/v1/attempts/{id}",
  group: "Fallbacks",
  summary: "Read an attempt with its timeline",
  scope: "read",
  input: attemptIdInput,
  status: 200,
  response: attemptWithLog,
});

export const previewAttemptsOperation = operation({
  id: "previewAttempts",
  method: "POST",
  path: "/api/v1/attempts/preview",
  group: "Fallbacks",
  summary: "See what sending fallbacks now would do",
  description: "Who would be reached, who is skipped and why, segments and cost by country. Sends nothing.",
  scope: "write",
  input: previewInput,
  example: { filter: { campaignId: "7", class: "unreachable" } },
  status: 200,
  response: manualPreview,
  conflict: "Fallbacks of the campaign are off, there is no rule, or nothing of it is rejected any more.",
});

export const planAttemptsOperation = operation({
  id: "planAttempts",
  method: "POST",
  path: "/api/v1/attempts",
  group: "Fallbacks",
  summary: "Send fallbacks now for rejected messages, up to 10,000 a call",
  description:
    "Each gets a cycle of its own, due after 30 s; until then all can be undone. Idempotent by `requestId`.",
  scope: "write",
  input: sendNowInput,
  example: {
    requestId: "6f1c6f0a-2f0e-4f6c-9a55-0d6c3f5b8a11",
    filter: { campaignId: "7", class: "unreachable" },
  },
  status: 200,
  response: batchView,
  conflict: "Fallbacks of the campaign are off, there is no rule, or everyone would be skipped.",
});

export const getBatchOperation = operation({
  id: "getAttemptBatch",
  method: "GET",
  path: "/api/v1/attempts/batches/{id}",
  group: "Fallbacks",
  summary: "Read how far a batch is that was sent by hand",
  scope: "read",
  input: batchIdInput,
  status: 200,
  response: batchView,
});

export const undoBatchOperation = operation({
  id: "undoAttemptBatch",
  method: "POST",
  path: "/api/v1/attempts/batches/{id}/undo",
  group: "Fallbacks",
  summary: "Take back what of a batch has not left",
  scope: "write",
  input: batchIdInput,
  example: {},
  status: 200,
  response: undoOutcome,
});

export const cancelAttemptOperation = operation({
  id: "cancelAttempt",
  method: "POST",
  path: "/api/v1/attempts/{id}/cancel",
  group: "Fallbacks",
  summary: "Take back a planned attempt",
  scope: "write",
  input: attemptIdInput,
  example: {},
  status: 200,
  response: attemptWithLog,
  conflict: "It has left already, or ended.",
});

export const settleAttemptOperation = operation({
  id: "settleAttempt",
  method: "POST",
  path: "/api/v1/attempts/{id}/settle",
  group: "Fallbacks",
  summary: "Say what became of an attempt whose fate is unknown",
  scope: "write",
  input: settleInput,
  example: { as: "not_sent" },
  status: 200,
  response: attemptWithLog,
  conflict: "It is not unknown any more.",
});

/** In the order of the document. */
export const exportAttemptsOperation = operation({
  id: "exportAttempts",
  method: "GET",
  path: "/api/v1/attempts/export",
  group: "Fallbacks",
  summary: "Download attempts as a file",
  description: "Streams every row of the filter, newest first; there is no paging.",
  scope: "read",
  input: exportAttemptsInput,
  status: 200,
  response: null,
  media: [...new Set(EXPORT_FORMATS.map((format) => FILE_TYPES[format].contentType))],
});

export const fallbackOperations = [
  previewAttemptsOperation,
  planAttemptsOperation,
  getBatchOperation,
  undoBatchOperation,
  listAttemptsOperation,
  exportAttemptsOperation,
  getAttemptOperation,
  cancelAttemptOperation,
  settleAttemptOperation,
];
