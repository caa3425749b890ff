import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { WebhookRequest } from "@/lib/providers/provider";
import type { ProviderId } from "@/lib/providers/registry";

/** What a sample's request must lead to; `at` is ISO, or "receivedAt" where the provider gives no clock. */
export type ExpectedEvent = {
  readonly channel: string;
  readonly providerMessageId: string;
  readonly status: string;
  readonly at: string;
  readonly recipient: string | null;
  readonly tag?: string;
  readonly errorCode?: string;
  readonly recipientUserId?: string;
  readonly retryable?: boolean;
  readonly answeredBy?: string;
  readonly cancelledByUs?: boolean;
};

export type Expectation = {
  readonly file: string;
  readonly sidecar: string;
  readonly authentic: boolean;
  /** Begins with the status code; a handshake's answer follows in quotes. */
  readonly http: string;
  readonly events: readonly ExpectedEvent[];
  readonly ignored: readonly string[];
  /** In place of `events` for large batches. */
  readonly counts?: Readonly<Record<string, number>>;
  /** "name:step" */
  readonly sequence?: string;
  readonly stateAfterSequenceStep?: Readonly<Record<string, string>>;
  /** How many of the events change the state, given the steps before. */
  readonly appliedCount?: number;
};

/** How the sample was signed: `scheme` and the values that scheme needs. */
export type SampleMeta = { readonly scheme: string; readonly [key: string]: unknown };

export type Sample = {
  readonly name: string;
  readonly request: WebhookRequest;
  readonly meta: SampleMeta;
  readonly expected: Expectation;
  /** The moment at which it is verified, milliseconds since the epoch. */
  readonly now: number;
};

type Sidecar = {
  readonly request: {
    readonly method: "GET" | "POST";
    readonly url: string;
    readonly headers: Record<string, string>;
  };
  readonly _meta: SampleMeta;
};

const baseName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

const folderOf = (id: ProviderId): string => fileURLToPath(new URL(`../${id}/samples/`, import.meta.url));

/** The samples in a provider's own folder, in the order of its expected.json. */
export function loadSamples(id: ProviderId): Sample[] {
  const folder = folderOf(id);
  if (!existsSync(`${folder}expected.json`)) return [];
  const all = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as {
    campaignStart: string;
    fixtures: Expectation[];
  };
  return all.fixtures.map((expected) => loadSample(folder, expected, Date.parse(all.campaignStart)));
}

function loadSample(folder: string, expected: Expectation, campaignStart: number): Sample {
  const sidecar = JSON.parse(readFileSync(folder + baseName(expected.sidecar), "utf8")) as Sidecar;
  const { method, url } = sidecar.request;
  const entries = Object.entries(sidecar.request.headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const headers = Object.fromEntries(entries);
  const bodiless = expected.file === expected.sidecar;
  const body = bodiless ? new Uint8Array() : new Uint8Array(readFileSync(folder + baseName(expected.file)));
  const now = verifiedAt(sidecar._meta, headers) ?? campaignStart;
  return {
    name: baseName(expected.file),
    request: { method, url, headers, body },
    meta: sidecar._meta,
    expected,
    now,
  };
}

/** The clock that the sample names, else the second in which it was signed. */
function verifiedAt(meta: SampleMeta, headers: Record<string, string>): number | undefined {
  const named = meta.verifyAt ?? meta.receivedAt;
  if (typeof named === "string") return Date.parse(named);
  const signed =
    headers["webhook-timestamp"] ??
    headers["messagebird-request-timestamp"] ??
    headers["x-sinch-webhook-signature-timestamp"] ??
    headers["x-timestamp"];
  if (signed === undefined) return undefined;
  return /^\d+$/.test(signed) ? Number(signed) * 1000 : Date.parse(signed);
}
