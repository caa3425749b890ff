import { operation } from "@/lib/api/operation";
import { EXPORT_FORMATS, FILE_TYPES, TOTAL_ROWS_HEADER } from "@/lib/exports/definition";
import { rejectedExportInput } from "@/lib/rejected/definition";

export const exportRejectedOperation = operation({
  id: "exportRejected",
  method: "GET",
  path: "/api/v1/rejected/export",
  group: "Rejected",
  summary: "Download the rejected list as a file",
  description: `Streams every row of the filter, newest first; there is no paging. \`${TOTAL_ROWS_HEADER}\` tells how many rows to expect, where it is known.`,
  scope: "read",
  input: rejectedExportInput,
  status: 200,
  response: null,
  media: [...new Set(EXPORT_FORMATS.map((format) => FILE_TYPES[format].contentType))],
});
