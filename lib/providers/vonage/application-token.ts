import { createPrivateKey, type KeyObject, randomUUID, sign } from "node:crypto";

/** Seconds that a token is valid; it is made for one request. */
const LIFETIME = 300;

/**
 * The token that proves a Vonage application: JWT, RS256.
 * Source: developer.vonage.com "Authentication"; read 2026-11.
 * @returns undefined when the private key can't be read.
 */
export function applicationToken(applicationId: string, privateKey: string): string | undefined {
  const key = keyOf(privateKey);
  if (key === undefined) return undefined;
  const now = Math.floor(Date.now() / 1000);
  const claims = { application_id: applicationId, iat: now, exp: now + LIFETIME, jti: randomUUID() };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

/** The file's text, whatever a form or an environment made of its line ends. */
function keyOf(pasted: string): KeyObject | undefined {
  const found = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END/s.exec(pasted);
  const [, label, body] = found ?? [];
  const lines = body?.replace(/\\[nr]|\s/g, "").match(/.{1,64}/g);
  if (label === undefined || !lines) return undefined;
  try {
    const key = createPrivateKey(`-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`);
    return key.asymmetricKeyType === "rsa" ? key : undefined;
  } catch {
    return undefined;
  }
}
