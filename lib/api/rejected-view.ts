import type { z } from "zod";
import { id } from "@/lib/contracts/ids";
import { pageOf } from "@/lib/contracts/page";
import { rejectedItem, type rejectedPage } from "@/lib/rejected/definition";

/** In the API every id is a string, also those that pages take as numbers. */
const rejectedItemView = rejectedItem.extend({ campaignId: id, connectionId: id });

export const rejectedPageView = pageOf(rejectedItemView);

export const viewRejected = ({
  items,
  nextCursor,
}: z.output<typeof rejectedPage>): z.output<typeof rejectedPageView> => ({
  items: items.map((item) => ({
    ...item,
    campaignId: String(item.campaignId),
    connectionId: String(item.connectionId),
  })),
  nextCursor,
});
