import { operation } from "@/lib/api/operation";
import {
  createFlowInput,
  flowChanges,
  flowDetail,
  flowIdInput,
  flowList,
  flowView,
  listFlowsInput,
  publishedFlow,
  publishFlowInput,
  saveDraftInput,
  savedDraft,
  updateFlowInput,
} from "@/lib/flows/contract";
import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";
import { flowTemplate } from "@/lib/flows/templates";

export const listFlowsOperation = operation({
  id: "listFlows",
  method: "GET",
  path: "/api/v1/flows",
  group: "Flows",
  summary: "List flows",
  scope: "read",
  input: listFlowsInput,
  status: 200,
  response: flowList,
});

export const createFlowOperation = operation({
  id: "createFlow",
  method: "POST",
  path: "/api/v1/flows",
  group: "Flows",
  summary: "Make a flow",
  description: "It runs nowhere before it is published and a campaign is given it.",
  scope: "write",
  input: createFlowInput,
  example: { name: "Autumn", template: "report_and_fall_back" },
  status: 201,
  response: flowView,
  conflict: "Another flow has this name.",
});

export const getFlowOperation = operation({
  id: "getFlow",
  method: "GET",
  path: "/api/v1/flows/{id}",
  group: "Flows",
  summary: "Read a flow with its draft, the draft's problems, and what its steps can name",
  scope: "read",
  input: flowIdInput,
  status: 200,
  response: flowDetail,
});

export const updateFlowOperation = operation({
  id: "updateFlow",
  method: "PATCH",
  path: "/api/v1/flows/{id}",
  group: "Flows",
  summary: "Rename a flow, make it the default, archive it or bring it back",
  scope: "write",
  input: updateFlowInput,
  example: { name: "Autumn 2026" },
  status: 200,
  response: flowView,
  conflict:
    "A campaign runs the flow, it is the default, it was never published, or another flow has its name.",
});

export const saveFlowDraftOperation = operation({
  id: "saveFlowDraft",
  method: "PUT",
  path: "/api/v1/flows/{id}/draft",
  group: "Flows",
  summary: "Save a flow's draft",
  description: "A draft may have problems; a published version may not.",
  scope: "write",
  input: saveDraftInput,
  example: { definition: flowTemplate("report_only"), revision: 1 },
  maxBytes: MAX_FLOW_BYTES,
  status: 200,
  response: savedDraft,
  conflict: "Somebody saved the draft meanwhile; `draftBy`, `draftAt` and `draftRevision` say who and when.",
});

export const publishFlowOperation = operation({
  id: "publishFlow",
  method: "POST",
  path: "/api/v1/flows/{id}/publish",
  group: "Flows",
  summary: "Publish a flow's draft as a version that never changes",
  description:
    "Runs that have begun finish on their version. A draft that equals the version in force makes none. 422 with `problems` while the draft has errors.",
  scope: "write",
  input: publishFlowInput,
  example: { revision: 1, note: "Calls after a missed SMS" },
  status: 200,
  response: publishedFlow,
  conflict: "Somebody saved the draft meanwhile, or the flow is archived.",
});

export const getUnpublishedChangesOperation = operation({
  id: "getUnpublishedFlowChanges",
  method: "GET",
  path: "/api/v1/flows/{id}/changes",
  group: "Flows",
  summary: "See what publishing the draft would change",
  scope: "read",
  input: flowIdInput,
  status: 200,
  response: flowChanges,
});

export const duplicateFlowOperation = operation({
  id: "duplicateFlow",
  method: "POST",
  path: "/api/v1/flows/{id}/duplicate",
  group: "Flows",
  summary: "Make a flow with the draft of another one",
  scope: "write",
  input: flowIdInput,
  example: {},
  status: 200,
  response: flowView,
});

/** In the order of the document. */
export const flowOperations = [
  listFlowsOperation,
  createFlowOperation,
  getFlowOperation,
  updateFlowOperation,
  saveFlowDraftOperation,
  publishFlowOperation,
  getUnpublishedChangesOperation,
  duplicateFlowOperation,
];
