/**
 * Meta WhatsApp Cloud API, webhook field `messages`. The body is shared with 360dialog and read in
 * `shared/cloud-api.ts`, where the status table stands with its source (21 May 2026).
 * Here: what only Meta itself sends, its handshake ("create a webhook endpoint", read May 2026):
 * GET ?hub.mode=subscribe&hub.challenge=<int>&hub.verify_token=<ours>.
 */
export const SIGNATURE_HEADER = "x-hub-signature-256";

type HandshakeQuery = { readonly token: string; readonly challenge: string | null };

/** The handshake's question; null when the request is not one. A mode other than "subscribe" has no token. */
export function handshakeQuery(url: string): HandshakeQuery | null {
  if (!URL.canParse(url)) return null;
  const query = new URL(url).searchParams;
  const mode = query.get("hub.mode");
  if (mode === null) return null;
  return {
    token: mode === "subscribe" ? (query.get("hub.verify_token") ?? "") : "",
    challenge: query.get("hub.challenge"),
  };
}
