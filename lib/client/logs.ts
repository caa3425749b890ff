import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { logList, logPreview, type previewLogInput } from "@/lib/logs/contract";
import { getJson, sendJson } from "./get-json";

export const logsQuery = () =>
  queryOptions({
    queryKey: ["logs"],
    queryFn: ({ signal }) => getJson("/api/logs", { schema: logList, signal }),
  });

/** Two sample rows; the last good ones stay while somebody types. */
export const logPreviewQuery = (format: z.input<typeof previewLogInput>) =>
  queryOptions({
    queryKey: ["logs", "preview", format],
    queryFn: ({ signal }) =>
      sendJson("POST", "/api/logs/preview", { body: format, schema: logPreview, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
