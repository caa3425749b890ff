import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { logList, logPreview, previewLogInput } from "@/lib/logs/contract";
import { getJson, sendJson } from "./get-json";

export const logsQuery = () =>
  queryOptions({
    queryKey: ["logs"],
    queryFn: ({ signal }) => getJson<typeof logList>("/api/logs", { has: ["items", "variables"], signal }),
  });

/** Two sample rows; the last good ones stay while somebody types. */
export const logPreviewQuery = (format: z.input<typeof previewLogInput>) =>
  queryOptions({
    queryKey: ["logs", "preview", format],
    queryFn: ({ signal }) =>
      sendJson<typeof logPreview>("POST", "/api/logs/preview", { body: format, has: ["rows"], signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
