import { z } from "zod";
import { operation } from "@/lib/api/operation";
import {
  listSecretsInput,
  removeSecretInput,
  saveSecretInput,
  secretList,
} from "@/lib/named-secrets/contract";

export const listSecretsOperation = operation({
  id: "listNamedSecrets",
  method: "GET",
  path: "/api/v1/flows/secrets",
  group: "Flows",
  summary: "List the names of the secrets that HTTP steps can use",
  scope: "read",
  input: listSecretsInput,
  status: 200,
  response: secretList,
});

export const saveSecretOperation = operation({
  id: "saveNamedSecret",
  method: "PUT",
  path: "/api/v1/flows/secrets",
  group: "Flows",
  summary: "Keep a secret under a name, or give it another value",
  description: "Steps write it as `{{secret.name}}`. It is encrypted and never comes out again.",
  scope: "write",
  input: saveSecretInput,
  example: { name: "crm_token", value: "the token" },
  status: 200,
  response: z.strictObject({ name: z.string() }),
});

export const removeSecretOperation = operation({
  id: "removeNamedSecret",
  method: "DELETE",
  path: "/api/v1/flows/secrets",
  group: "Flows",
  summary: "Remove a named secret",
  description: "Steps that use it take their failed exit from then on.",
  scope: "write",
  input: removeSecretInput,
  status: 204,
  response: null,
});

/** In the order of the document. */
export const flowSecretOperations = [listSecretsOperation, saveSecretOperation, removeSecretOperation];
