import "server-only";
import { cache } from "react";
import type { Session } from "@/lib/auth/session";
import { isBigId } from "@/lib/contracts/ids";
import { AppError } from "@/lib/errors";
import { getMessage, messageEvents } from "@/lib/messages/message-events";
import { providerById } from "@/lib/providers/registry";

/** A message with its events for a page; null where the workspace has none of that id. Read once a request. */
export const loadMessage = cache(async (session: Session, id: string) => {
  if (!isBigId(id)) return null;
  try {
    const [message, events] = await Promise.all([
      getMessage(session, { id: BigInt(id) }),
      messageEvents(session, { id: BigInt(id) }),
    ]);
    return {
      message,
      events: events.items,
      providerName: providerById(message.provider)?.name ?? message.provider,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});
