import { noDetail } from "../causes/platform";
import { callFailed, expired, unknownNumber } from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: MessageBird's REST API clients. On WhatsApp the codes are Meta's, old and new.
export const messagebird: ProviderCodes = {
  any: [["expired", expired]],
  sms: [
    ["1 unknown_subscriber", unknownNumber],
    ["delivery_failed", noDetail],
  ],
  // The provider does not tell busy from no answer.
  voice: [["failed", callFailed]],
};
