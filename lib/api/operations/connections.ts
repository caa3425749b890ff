import { z } from "zod";
import { operation } from "@/lib/api/operation";
import {
  changedConnection,
  connectionIdInput,
  connectionList,
  connectionView,
  createConnectionInput,
  listConnectionsInput,
  updateConnectionInput,
} from "@/lib/connections/contract";
import { providerList } from "@/lib/connections/list-providers";
import { connectionTest, testConnectionInput } from "@/lib/connections/test-connection-contract";

export const listProvidersOperation = operation({
  id: "listProviders",
  method: "GET",
  path: "/api/v1/providers",
  group: "Providers",
  summary: "List providers and the settings that each asks for",
  scope: "read",
  input: z.strictObject({}),
  status: 200,
  response: providerList,
});

export const createConnectionOperation = operation({
  id: "createConnection",
  method: "POST",
  path: "/api/v1/connections",
  group: "Connections",
  summary: "Connect a provider account",
  description:
    "Enter the answer's `webhookUrl` at the provider. Secrets go in and never come out; values that were made up are in `generated`, this once.",
  scope: "write",
  input: createConnectionInput,
  example: { provider: "meta", name: "Main account", settings: { appSecret: "your app secret" } },
  status: 201,
  response: changedConnection,
});

export const listConnectionsOperation = operation({
  id: "listConnections",
  method: "GET",
  path: "/api/v1/connections",
  group: "Connections",
  summary: "List connections",
  scope: "read",
  input: listConnectionsInput,
  status: 200,
  response: connectionList,
});

export const getConnectionOperation = operation({
  id: "getConnection",
  method: "GET",
  path: "/api/v1/connections/{id}",
  group: "Connections",
  summary: "Read a connection",
  scope: "read",
  input: connectionIdInput,
  status: 200,
  response: connectionView,
});

export const updateConnectionOperation = operation({
  id: "updateConnection",
  method: "PATCH",
  path: "/api/v1/connections/{id}",
  group: "Connections",
  summary: "Change a connection or rotate its secrets",
  description:
    "What is left out stays. With `keepPrevious`, or for secrets named in `rotate`, the former value is accepted too until `endRotation` names it.",
  scope: "write",
  input: updateConnectionInput,
  example: { settings: { appSecret: "your new app secret" }, keepPrevious: true },
  status: 200,
  response: changedConnection,
});

export const removeConnectionOperation = operation({
  id: "removeConnection",
  method: "DELETE",
  path: "/api/v1/connections/{id}",
  group: "Connections",
  summary: "Remove a connection",
  description:
    "Its webhook address stops working and its secrets are erased. Messages that it received stay.",
  scope: "write",
  input: connectionIdInput,
  status: 204,
  response: null,
});

export const testConnectionOperation = operation({
  id: "testConnection",
  method: "POST",
  path: "/api/v1/connections/{id}/test",
  group: "Connections",
  summary: "Test a connection's credentials for sending",
  description:
    "Makes a call to the provider that sends nothing. Refused credentials are an answer with `ok: false` and the cause.",
  scope: "write",
  input: testConnectionInput,
  example: {},
  status: 200,
  response: connectionTest,
  conflict: "The connection only receives statuses.",
});

/** In the order of the document. */
export const connectionOperations = [
  listProvidersOperation,
  createConnectionOperation,
  listConnectionsOperation,
  getConnectionOperation,
  updateConnectionOperation,
  removeConnectionOperation,
  testConnectionOperation,
];
