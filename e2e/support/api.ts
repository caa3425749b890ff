import type { Instance } from "./instance";

/** Calls the public API with the instance's key. @throws when the answer is not as expected */
export async function api<Result>(
  instance: Instance,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<Result> {
  const response = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${instance.apiKey}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === "" ? null : JSON.parse(text)) as Result;
}

export type Connection = { readonly id: string; readonly key: string; readonly webhookUrl: string };

export const createConnection = (
  instance: Instance,
  provider: string,
  name: string,
  settings: object,
): Promise<Connection> => api(instance, "POST", "/connections", { provider, name, settings });
