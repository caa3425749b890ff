import { ADMIN, type Instance } from "../../support/instance";

/** Asks for a path and waits for the last byte. @throws unless it is answered with 200 */
export type Asker = (path: string) => Promise<void>;

/** Requests of a signed-in browser; those of the public API go with its key. */
export async function signedIn(instance: Pick<Instance, "url" | "apiKey">): Promise<Asker> {
  const cookies = new Map<string, string>();
  const visit = async (path: string, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${instance.url}${path}`, {
      headers: { cookie },
      redirect: "manual",
      ...(body ? { method: "POST", body } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const { csrfToken } = (await (await visit("/api/auth/csrf")).json()) as { csrfToken: string };
  await visit("/api/auth/callback/credentials", new URLSearchParams({ ...ADMIN, csrfToken, json: "true" }));
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return async (path) => {
    const headers: Record<string, string> = path.startsWith("/api/v1/")
      ? { authorization: `Bearer ${instance.apiKey}` }
      : { cookie };
    const response = await fetch(`${instance.url}${path}`, { headers, redirect: "manual" });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
  };
}
