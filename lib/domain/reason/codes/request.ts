import { badToken, featureNotEnabled, payment, permission, senderMissing } from "../causes/account";
import type { CodeTable } from "../code-table";

/** Refusals of the account at the moment of sending: HTTP's words, and our own two. The same at every provider. */
export const request: CodeTable = [
  ["unauthorized", badToken],
  ["payment_required", payment],
  ["forbidden", permission],
  ["not_configured", senderMissing],
  ["not_supported", featureNotEnabled],
];
