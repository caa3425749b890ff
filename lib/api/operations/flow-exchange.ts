import { operation } from "@/lib/api/operation";
import { exportFlowInput, importedFlow, importFlowInput } from "@/lib/flows/exchange-contract";
import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";
import { flowTemplate } from "@/lib/flows/templates";
import { testRunInput, testRunView } from "@/lib/flows/test-run-contract";

export const exportFlowOperation = operation({
  id: "exportFlow",
  method: "GET",
  path: "/api/v1/flows/{id}/export",
  group: "Flows",
  summary: "Download a flow as a file",
  description:
    "It names the connections, rules, logs, endpoints and campaigns of its steps; it holds no secret.",
  scope: "read",
  input: exportFlowInput,
  status: 200,
  response: null,
  media: ["application/json; charset=utf-8"],
});

export const importFlowOperation = operation({
  id: "importFlow",
  method: "POST",
  path: "/api/v1/flows/import",
  group: "Flows",
  summary: "Make a flow of a file",
  description:
    "422 with `needs` where the file names something that this workspace has not under the same id and name: choose one of the `candidates` for each in `choices` and send the file again.",
  scope: "write",
  input: importFlowInput,
  example: { file: flowTemplate("report_only"), name: "Report only" },
  maxBytes: MAX_FLOW_BYTES,
  status: 200,
  response: importedFlow,
});

export const testRunFlowOperation = operation({
  id: "testRunFlow",
  method: "POST",
  path: "/api/v1/flows/{id}/test-run",
  group: "Flows",
  summary: "Watch a status walk a graph, sending nothing",
  scope: "write",
  input: testRunInput,
  example: { definition: flowTemplate("report_only"), sample: { status: "rejected", code: "131026" } },
  maxBytes: MAX_FLOW_BYTES,
  status: 200,
  response: testRunView,
});

/** In the order of the document. */
export const flowExchangeOperations = [exportFlowOperation, importFlowOperation, testRunFlowOperation];
