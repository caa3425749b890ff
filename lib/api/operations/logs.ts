import { operation } from "@/lib/api/operation";
import { FILE_TYPES } from "@/lib/exports/definition";
import {
  accountIdInput,
  addServiceAccountInput,
  changeLogInput,
  createLogInput,
  createSpreadsheetInput,
  exportLogInput,
  googleAccount,
  googleAccountList,
  logIdInput,
  logList,
  logView,
  noInput,
  rewriteLogInput,
  spreadsheetView,
} from "@/lib/logs/contract";

const group = "Logs" as const;

export const listGoogleAccountsOperation = operation({
  id: "listGoogleAccounts",
  method: "GET",
  path: "/api/v1/google-accounts",
  group,
  summary: "List the Google accounts that logs write with",
  scope: "read",
  input: noInput,
  status: 200,
  response: googleAccountList,
});

export const addGoogleAccountOperation = operation({
  id: "addGoogleAccount",
  method: "POST",
  path: "/api/v1/google-accounts",
  group,
  summary: "Connect a service account",
  description:
    "The key is tried before it is taken, and never comes out again. An account that is known already gets the new key. People connect their own accounts in the browser.",
  scope: "write",
  input: addServiceAccountInput,
  example: {
    key: '{"type": "service_account", "client_email": "reports@project.iam.gserviceaccount.com", "private_key": "…"}',
  },
  status: 201,
  response: googleAccount,
});

export const removeGoogleAccountOperation = operation({
  id: "removeGoogleAccount",
  method: "DELETE",
  path: "/api/v1/google-accounts/{id}",
  group,
  summary: "Remove a Google account and its secret",
  description: "Logs that write with it are held, and their rows wait.",
  scope: "write",
  input: accountIdInput,
  status: 204,
  response: null,
});

export const createSpreadsheetOperation = operation({
  id: "createSpreadsheet",
  method: "POST",
  path: "/api/v1/google-accounts/{id}/spreadsheets",
  group,
  summary: "Make a spreadsheet",
  description:
    "It holds the header of the usual columns, and becomes a log's when a log is made with its id.",
  scope: "write",
  input: createSpreadsheetInput,
  example: { title: "WhatsApp Campaign Reporting", shareWith: "you@example.com" },
  status: 201,
  response: spreadsheetView,
});

export const listLogsOperation = operation({
  id: "listLogs",
  method: "GET",
  path: "/api/v1/logs",
  group,
  summary: "List logs, with the rows that wait",
  scope: "read",
  input: noInput,
  status: 200,
  response: logList,
});

export const createLogOperation = operation({
  id: "createLog",
  method: "POST",
  path: "/api/v1/logs",
  group,
  summary: "Make a log that log steps of flows can write to",
  scope: "write",
  input: createLogInput,
  example: {
    kind: "sheet",
    name: "Campaign reporting",
    accountId: "1",
    spreadsheet: "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit",
    columns: [
      { name: "Time", value: "{{time}}" },
      { name: "Message_To", value: "{{message_to}}" },
      { name: "Order", value: "{{order_id|none}}" },
    ],
    timeZone: "Europe/Rome",
  },
  status: 201,
  response: logView,
});

export const getLogOperation = operation({
  id: "getLog",
  method: "GET",
  path: "/api/v1/logs/{id}",
  group,
  summary: "Read a log",
  scope: "read",
  input: logIdInput,
  status: 200,
  response: logView,
});

export const changeLogOperation = operation({
  id: "changeLog",
  method: "PATCH",
  path: "/api/v1/logs/{id}",
  group,
  summary: "Change a log",
  description:
    "Rows that wait are written in the new way; another spreadsheet or account lets a held log go on.",
  scope: "write",
  input: changeLogInput,
  example: { name: "Campaign reporting", timeZone: "Asia/Shanghai" },
  status: 200,
  response: logView,
});

export const archiveLogOperation = operation({
  id: "archiveLog",
  method: "DELETE",
  path: "/api/v1/logs/{id}",
  group,
  summary: "Archive a log",
  description: "What was written stays where it is; rows that wait are dropped.",
  scope: "write",
  input: logIdInput,
  status: 204,
  response: null,
  conflict: "A published flow writes to it.",
});

export const resumeLogOperation = operation({
  id: "resumeLog",
  method: "POST",
  path: "/api/v1/logs/{id}/resume",
  group,
  summary: "Let a held log go on",
  description: "Tabs that were deleted are made anew. What still stands in the way holds it again.",
  scope: "write",
  input: logIdInput,
  example: {},
  status: 200,
  response: logView,
});

export const rewriteLogOperation = operation({
  id: "rewriteLog",
  method: "POST",
  path: "/api/v1/logs/{id}/rewrite",
  group,
  summary: "Write a period again, into a tab of its own",
  scope: "write",
  input: rewriteLogInput,
  example: { from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" },
  status: 200,
  response: logView,
  conflict: "A period is being written again already.",
});

export const exportLogOperation = operation({
  id: "exportLog",
  method: "GET",
  path: "/api/v1/logs/export",
  group,
  summary: "Download what log steps wrote",
  description: "From the event log: complete whatever became of a sheet. By message, then by time.",
  scope: "read",
  input: exportLogInput,
  status: 200,
  response: null,
  media: [...new Set(Object.values(FILE_TYPES).map(({ contentType }) => contentType))],
});

/** In the order of the document. */
export const logOperations = [
  listGoogleAccountsOperation,
  addGoogleAccountOperation,
  removeGoogleAccountOperation,
  createSpreadsheetOperation,
  listLogsOperation,
  createLogOperation,
  exportLogOperation,
  getLogOperation,
  changeLogOperation,
  archiveLogOperation,
  resumeLogOperation,
  rewriteLogOperation,
];
