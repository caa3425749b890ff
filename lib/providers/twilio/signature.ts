import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf, sha256Hex } from "@/lib/providers/shared/crypto";
import { type Form, parseForm } from "./wire";

const refused = (cause: string): Verification => ({ ok: false, cause });

/** Source: twilio.com/docs/usage/webhooks/webhooks-security and twilio-node `webhooks.ts`; read 2026-09. */
export function verifySignature(request: WebhookRequest, settings: Settings): Verification {
  const tokens = secretsOf(settings, "authToken");
  if (tokens.length === 0) return refused("No auth token is saved for this connection.");
  const given = request.headers["x-twilio-signature"];
  if (!given)
    return refused("The header X-Twilio-Signature is missing: the request did not come from Twilio.");

  const bodyHash = queryValue(request.url, "bodySHA256");
  const form = bodyHash === undefined ? parseForm(request.body) : new Map<string, string[]>();
  if (form === null) return refused("The body is not form-encoded, so its signature can't be checked.");

  let matches = false;
  for (const token of tokens) {
    for (const url of urlVariants(request.url)) {
      // No early exit: the time must not tell which token or which writing of the address matched.
      matches = safeEqual(given, signatureOf(token, url, form)) || matches;
    }
  }
  if (!matches) {
    return refused(
      "The signature does not match: check the auth token and that the address at Twilio is exactly this one.",
    );
  }
  if (bodyHash !== undefined && !safeEqual(sha256Hex(request.body), bodyHash.toLowerCase())) {
    return refused("The body was changed on its way: its hash differs from the one that Twilio signed.");
  }
  return { ok: true };
}

/** The address, then every parameter as name + value by name; a repeated name's distinct values by value. */
export function signatureOf(token: string, url: string, form: Form): string {
  const parameters = [...form.keys()].sort().map((name) =>
    [...new Set(form.get(name))]
      .sort()
      .map((value) => name + value)
      .join(""),
  );
  return hmac("sha1", token, [url, ...parameters], "base64");
}

/** Twilio signs the address sometimes with and sometimes without the port; its own library tries both. */
function urlVariants(url: string): Set<string> {
  const variants = new Set<string>([url]);
  for (const written of [url, URL.canParse(url) ? new URL(url).toString() : url]) {
    const found = /^(https?:)(\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]+))(:\d+)?([/?#].*)?$/i.exec(written);
    if (!found) continue;
    const [, scheme = "", authority = "", port, rest = ""] = found;
    const standard = scheme.toLowerCase() === "https:" ? ":443" : ":80";
    variants.add(scheme + authority + rest).add(scheme + authority + (port ?? standard) + rest);
  }
  return variants;
}

export function queryValue(url: string, name: string): string | undefined {
  return URL.canParse(url) ? (new URL(url).searchParams.get(name) ?? undefined) : undefined;
}
