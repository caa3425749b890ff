import { operation } from "@/lib/api/operation";
import {
  listMessagesInput,
  messageEvents,
  messageIdInput,
  messagePage,
  messageView,
} from "@/lib/messages/contract";
import { rejectedListInput, rejectedPage } from "@/lib/rejected/definition";

export const listMessagesOperation = operation({
  id: "listMessages",
  method: "GET",
  path: "/api/v1/messages",
  group: "Messages",
  summary: "List messages, newest first",
  scope: "read",
  input: listMessagesInput,
  status: 200,
  response: messagePage,
});

export const getMessageOperation = operation({
  id: "getMessage",
  method: "GET",
  path: "/api/v1/messages/{id}",
  group: "Messages",
  summary: "Read a message",
  scope: "read",
  input: messageIdInput,
  status: 200,
  response: messageView,
});

export const messageEventsOperation = operation({
  id: "listMessageEvents",
  method: "GET",
  path: "/api/v1/messages/{id}/events",
  group: "Messages",
  summary: "Read a message's timeline",
  description:
    "First occurrences of each status, in the provider's own words, in the order in which they happened.",
  scope: "read",
  input: messageIdInput,
  status: 200,
  response: messageEvents,
});

export const listRejectedOperation = operation({
  id: "listRejected",
  method: "GET",
  path: "/api/v1/rejected",
  group: "Rejected",
  summary: "List rejected messages with their reasons, newest first",
  scope: "read",
  input: rejectedListInput,
  status: 200,
  response: rejectedPage,
});

/** In the order of the document. */
export const messageOperations = [
  listMessagesOperation,
  getMessageOperation,
  messageEventsOperation,
  listRejectedOperation,
];
