import { createHash, createHmac } from "node:crypto";

/** A sample's `_meta`: how it was signed and with what. */
export type SampleMeta = Readonly<Record<string, string | boolean>> & { readonly scheme: string };

export type SampleRequest = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

type Signing = {
  readonly url: string;
  readonly body: Buffer;
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
};
type Headers = Record<string, string>;

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac256 = (key: string | Buffer, data: string | Buffer) => createHmac("sha256", key).update(data);
const base64url = (value: object | Buffer) =>
  Buffer.from(Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString("base64url");

function jwt(claims: object, secret: string): string {
  const head = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${head}.${hmac256(secret, head).digest("base64url")}`;
}

/** Written again from the providers' documents, apart from the adapters: a mistake must not agree with itself. */
const SCHEMES: Readonly<
  Record<string, (meta: Readonly<Record<string, string>>, request: Signing) => Headers>
> = {
  "meta-x-hub-256": ({ secret = "" }, { body }) => ({
    "x-hub-signature-256": `sha256=${hmac256(secret, body).digest("hex")}`,
  }),
  "bird-hmac": ({ secret = "" }, { url, body, now }) => {
    const timestamp = String(Math.floor(now / 1000));
    const bodyHash = createHash("sha256").update(body).digest();
    const signed = Buffer.concat([Buffer.from(`${timestamp}\n${url}\n`), bodyHash]);
    return {
      "messagebird-signature": hmac256(secret, signed).digest("base64"),
      "messagebird-request-timestamp": timestamp,
    };
  },
  "standard-webhooks": ({ secret = "" }, { body, now, headers }) => {
    const timestamp = String(Math.floor(now / 1000));
    const id = headers["webhook-id"] ?? "ev_test";
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const signature = hmac256(key, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])).digest(
      "base64",
    );
    return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  },
  "messagebird-jwt": ({ secret = "" }, { url, body, now }) => {
    const nbf = Math.floor(now / 1000);
    const payload = body.length > 0 ? { payload_hash: sha256(body) } : {};
    const claims = {
      iss: "MessageBird",
      nbf,
      exp: nbf + 60,
      jti: String(Math.random()),
      url_hash: sha256(url),
      ...payload,
    };
    return { "messagebird-signature-jwt": jwt(claims, secret) };
  },
  "messagebird-hmac": ({ secret = "" }, { url, body, now }) => {
    const timestamp = String(Math.floor(now / 1000));
    const query = new URL(url).searchParams;
    query.sort();
    const signed = Buffer.concat([
      Buffer.from(`${timestamp}\n${query}\n`),
      createHash("sha256").update(body).digest(),
    ]);
    return {
      "messagebird-signature": hmac256(secret, signed).digest("base64"),
      "messagebird-request-timestamp": timestamp,
    };
  },
  twilio: ({ secret = "" }, { url, body }) => {
    const fields = [...new URLSearchParams(body.toString())].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const signed = url + fields.map(([key, value]) => key + value).join("");
    return { "x-twilio-signature": createHmac("sha1", secret).update(signed).digest("base64") };
  },
  "vonage-jwt": ({ secret = "", application_id }, { body, now }) => {
    const claims = {
      iat: Math.floor(now / 1000),
      jti: "made-up",
      iss: "Vonage",
      payload_hash: sha256(body),
      api_key: "made-up",
      application_id,
    };
    return { authorization: `Bearer ${jwt(claims, secret)}` };
  },
  "sinch-hmac": ({ secret = "" }, { body, now }) => {
    const timestamp = String(Math.floor(now / 1000));
    const nonce = String(Math.random());
    const signature = hmac256(secret, Buffer.concat([body, Buffer.from(`.${nonce}.${timestamp}`)])).digest(
      "base64",
    );
    return {
      "x-sinch-webhook-signature": signature,
      "x-sinch-webhook-signature-nonce": nonce,
      "x-sinch-webhook-signature-timestamp": timestamp,
      "x-sinch-webhook-signature-algorithm": "HmacSHA256",
    };
  },
  "sinch-application": ({ key = "", secret = "" }, { url, body, now, headers }) => {
    const timestamp = new Date(now).toISOString();
    const type = headers["content-type"] ?? "application/json";
    const md5 = createHash("md5").update(body).digest("base64");
    const signed = `POST\n${md5}\n${type}\nx-timestamp:${timestamp}\n${new URL(url).pathname}`;
    const signature = hmac256(Buffer.from(secret, "base64"), signed).digest("base64");
    return { authorization: `application ${key}:${signature}`, "x-timestamp": timestamp };
  },
  simulator: ({ secret = "" }, { body }) => ({
    "x-simulator-signature": `sha256=${hmac256(secret, body).digest("hex")}`,
  }),
};

/** Schemes whose proof is a fixed header or the address: the sample's own headers go out as they are. */
const FIXED = new Set(["static-header", "basic", "secret-path", "meta-verify"]);

/**
 * The sample's headers for another address and another moment. A sample that must fail keeps its own proof,
 * which is wrong for our secret.
 */
export function signSample(
  meta: SampleMeta,
  request: SampleRequest,
  url: string,
  body: Buffer,
  now: number,
): Headers {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (FIXED.has(meta.scheme) || meta.valid === false) return headers;
  const sign = SCHEMES[meta.scheme];
  if (!sign) throw new Error(`no signer for ${meta.scheme}`);
  return {
    ...headers,
    ...sign(meta as unknown as Readonly<Record<string, string>>, { url, body, now, headers }),
  };
}
