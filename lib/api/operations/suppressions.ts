import { operation } from "@/lib/api/operation";
import {
  listSuppressionsInput,
  releasedRecipients,
  releaseRecipientsInput,
  suppressedRecipients,
  suppressionPage,
  suppressRecipientsInput,
} from "@/lib/suppression/definition";

export const listSuppressionsOperation = operation({
  id: "listSuppressions",
  method: "GET",
  path: "/api/v1/suppressions",
  group: "Suppression",
  summary: "List the numbers not to message on WhatsApp, newest first",
  scope: "read",
  input: listSuppressionsInput,
  status: 200,
  response: suppressionPage,
});

export const suppressRecipientsOperation = operation({
  id: "suppressRecipients",
  method: "POST",
  path: "/api/v1/suppressions",
  group: "Suppression",
  summary: "Put numbers on the suppression list",
  description:
    "Taken whole or not at all. `opted_out` and `manual` also keep fallbacks from leaving to the number.",
  scope: "write",
  input: suppressRecipientsInput,
  example: { recipients: ["+12025550123"], reason: "opted_out", note: "Asked by phone", expiresInDays: null },
  status: 200,
  response: suppressedRecipients,
});

export const releaseRecipientsOperation = operation({
  id: "releaseRecipients",
  method: "POST",
  path: "/api/v1/suppressions/remove",
  group: "Suppression",
  summary: "Take numbers off the suppression list",
  description:
    "An opt-out on WhatsApp puts a number back by itself only where its message is newer than this call.",
  scope: "write",
  input: releaseRecipientsInput,
  example: { recipients: ["+12025550123"] },
  status: 200,
  response: releasedRecipients,
});

export const suppressionOperations = [
  listSuppressionsOperation,
  suppressRecipientsOperation,
  releaseRecipientsOperation,
];
