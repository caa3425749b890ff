import { operation } from "@/lib/api/operation";
import {
  flowChanges,
  flowIdInput,
  flowVersionDetail,
  flowVersions,
  restoreVersionInput,
  savedDraft,
  versionChangesInput,
  versionInput,
} from "@/lib/flows/contract";

export const listFlowVersionsOperation = operation({
  id: "listFlowVersions",
  method: "GET",
  path: "/api/v1/flows/{id}/versions",
  group: "Flows",
  summary: "List a flow's versions, newest first",
  scope: "read",
  input: flowIdInput,
  status: 200,
  response: flowVersions,
});

export const getFlowVersionOperation = operation({
  id: "getFlowVersion",
  method: "GET",
  path: "/api/v1/flows/{id}/versions/{version}",
  group: "Flows",
  summary: "Read a version of a flow",
  scope: "read",
  input: versionInput,
  status: 200,
  response: flowVersionDetail,
});

export const getFlowVersionChangesOperation = operation({
  id: "getFlowVersionChanges",
  method: "GET",
  path: "/api/v1/flows/{id}/versions/{version}/changes",
  group: "Flows",
  summary: "See how a version differs from another one",
  scope: "read",
  input: versionChangesInput,
  status: 200,
  response: flowChanges,
});

export const restoreFlowVersionOperation = operation({
  id: "restoreFlowVersion",
  method: "POST",
  path: "/api/v1/flows/{id}/versions/{version}/restore",
  group: "Flows",
  summary: "Make a former version the draft",
  description: "Nothing runs by it before it is published.",
  scope: "write",
  input: restoreVersionInput,
  example: { version: "1" },
  status: 200,
  response: savedDraft,
  conflict: "Somebody saved the draft after `revision`, or the flow is archived.",
});

/** In the order of the document. */
export const flowVersionOperations = [
  listFlowVersionsOperation,
  getFlowVersionOperation,
  getFlowVersionChangesOperation,
  restoreFlowVersionOperation,
];
