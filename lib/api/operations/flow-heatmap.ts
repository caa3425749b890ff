import { operation } from "@/lib/api/operation";
import { EXPORT_FORMATS, FILE_TYPES } from "@/lib/exports/definition";
import { flowHeatmap, flowHeatmapInput } from "@/lib/reports/flow/definition";
import { flowPeopleExportInput, flowPeopleInput, flowPeoplePage } from "@/lib/reports/flow/people-contract";

export const flowHeatmapOperation = operation({
  id: "getFlowHeatmap",
  method: "GET",
  path: "/api/v1/flows/{id}/heatmap",
  group: "Flows",
  summary: "Read what a version's runs did at each step",
  description:
    "Each first status of a message is one run. It adds up: at every step entered = succeeded + failed + cancelled + inProgress, and entered = the runs of all exits that lead to it; `reconciliation` holds the branch by status against the campaigns' funnel.",
  scope: "read",
  input: flowHeatmapInput,
  status: 200,
  response: flowHeatmap,
});

export const listFlowPeopleOperation = operation({
  id: "listFlowPeople",
  method: "GET",
  path: "/api/v1/flows/{id}/people",
  group: "Flows",
  summary: "List the people who came to a step, or left it by an exit",
  description: "Newest first. A page may hold fewer items than asked for and still have a next one.",
  scope: "read",
  input: flowPeopleInput,
  status: 200,
  response: flowPeoplePage,
});

export const exportFlowPeopleOperation = operation({
  id: "exportFlowPeople",
  method: "GET",
  path: "/api/v1/flows/{id}/people/export",
  group: "Flows",
  summary: "Download the people of a step as a file",
  description: "Streams every row of the filter, newest first; there is no paging.",
  scope: "read",
  input: flowPeopleExportInput,
  status: 200,
  response: null,
  media: [...new Set(EXPORT_FORMATS.map((format) => FILE_TYPES[format].contentType))],
});

/** In the order of the document. */
export const flowHeatmapOperations = [
  flowHeatmapOperation,
  listFlowPeopleOperation,
  exportFlowPeopleOperation,
];
