import { appRoute } from "@/lib/http/app-route";
import { listMessages } from "@/lib/messages/list-messages";
import { messageListParams } from "@/lib/reports/message-list";

/** The list behind a number: messages of a campaign or of all, newest first, a page at a time. */
export const GET = appRoute({
  role: "viewer",
  input: messageListParams,
  handler: (session, { show, from, to, code, ...rest }) =>
    listMessages(session, { ...rest, quantity: show, seenFrom: from, seenTo: to, errorCode: code }),
});
