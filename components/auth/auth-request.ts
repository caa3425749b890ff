/** An answer of the sign-in's own routes: where they would lead, and what went wrong. */
type Answer = {
  readonly ok: boolean;
  readonly status: number;
  readonly url: string;
  readonly error: string | null;
};

/**
 * Asks the routes that next-auth serves, with the token that they want. Its own browser part does the same and
 * brings twelve kilobytes along, on every page.
 * @throws when the server can't be reached or its answer can't be read
 */
export async function authRequest(
  action: "callback/credentials" | "signin/google" | "signout",
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await fetch(`/api/auth/${action}`, {
    method: "POST",
    body: new URLSearchParams({ callbackUrl: window.location.href, ...fields, csrfToken, json: "true" }),
  });
  const { url } = (await response.json()) as { url: string };
  const error = new URL(url, window.location.href).searchParams.get("error");
  return { ok: response.ok, status: response.status, url, error };
}
