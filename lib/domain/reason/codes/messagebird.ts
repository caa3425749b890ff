import { badToken, payment } from "../causes/account";
import { badRequest, notFound } from "../causes/content";
import { noDetail } from "../causes/platform";
import { callFailed, expired, unknownNumber } from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: MessageBird's REST API clients. On WhatsApp the codes are Meta's, old and new.
export const messagebird: ProviderCodes = {
  any: [
    ["expired", expired],
    // Refusals of the request; "api:" keeps them apart from the numbers in reports.
    ["api:2", badToken],
    ["api:9 api:10 api:21", badRequest],
    ["api:20", notFound],
    ["api:25", payment],
  ],
  sms: [
    ["1 unknown_subscriber", unknownNumber],
    ["delivery_failed", noDetail],
  ],
  // The provider does not tell busy from no answer.
  voice: [["failed", callFailed]],
};
