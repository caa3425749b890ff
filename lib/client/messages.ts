import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { messagePage } from "@/lib/messages/contract";
import type { messageListParams } from "@/lib/reports/message-list";
import { getJson } from "./get-json";

export type MessageListQuery = z.input<typeof messageListParams>;
export type MessagePage = z.output<typeof messagePage>;

export const messagesQuery = (params: MessageListQuery) =>
  queryOptions({
    queryKey: ["messages", params],
    queryFn: ({ signal }) =>
      getJson<typeof messagePage>("/api/messages", { params, has: ["items", "nextCursor"], signal }),
  });

/** What has to differ for the next poll to come soon. */
export const messagesChange = ({ items }: MessagePage): string =>
  items.map(({ id, status }) => `${id}${status}`).join();
