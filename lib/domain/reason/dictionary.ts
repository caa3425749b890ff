import { CHANNELS, type Channel } from "../message/status";
import type { Cause } from "./cause";
import { noReason, notInDictionary } from "./causes/platform";
import type { ReasonClass } from "./classes";
import { familyOf, indexOf, normalise, type ProviderCodes } from "./code-table";
import { bird, birdPlatform } from "./codes/bird";
import { call } from "./codes/call";
import { infobip } from "./codes/infobip";
import { messagebird } from "./codes/messagebird";
import { meta } from "./codes/meta";
import { request } from "./codes/request";
import { sinch } from "./codes/sinch";
import { twilio } from "./codes/twilio";
import { vonage } from "./codes/vonage";

/** A rejection's reason: the provider's code as it came, and what it means. */
export type Reason = Cause & { readonly code: string | null };

type Provider = { readonly codes: ProviderCodes; readonly passesMetaCodes: boolean };
type Index = ReadonlyMap<string, Cause>;

/** By `ProviderAdapter.id`. Providers that put Meta's own code through on WhatsApp say so. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  meta: { codes: meta, passesMetaCodes: true },
  "360dialog": { codes: {}, passesMetaCodes: true },
  bird: { codes: bird, passesMetaCodes: true },
  "bird-platform": { codes: birdPlatform, passesMetaCodes: true },
  messagebird: { codes: messagebird, passesMetaCodes: true },
  twilio: { codes: twilio, passesMetaCodes: false },
  vonage: { codes: vonage, passesMetaCodes: false },
  infobip: { codes: infobip, passesMetaCodes: false },
  sinch: { codes: sinch, passesMetaCodes: true },
  simulator: { codes: birdPlatform, passesMetaCodes: true },
};

/** Maps, not objects: whatever string comes in, "constructor" included, is either in them or not. */
const INDEXES: ReadonlyMap<string, ReadonlyMap<string, Index>> = new Map(
  Object.entries(PROVIDERS).map(([id, provider]) => [
    id,
    new Map(CHANNELS.map((channel) => [channel, index(provider, channel)])),
  ]),
);

function index({ codes, passesMetaCodes }: Provider, channel: Channel): Index {
  const inherited =
    channel === "voice" ? call : channel === "whatsapp" && passesMetaCodes ? meta.any : undefined;
  return indexOf([request, inherited, codes.any, codes[channel]]);
}

/**
 * What a provider's code means. Total: a code, provider or channel that is not known gives the class
 * "unknown", no code at all gives "No reason given"; the code is kept as it came.
 * @param code - in the provider's own numbering, e.g. "131026", "failed:404", "EXPIRED_EXPIRED".
 */
export function reasonOf(provider: string, channel: Channel, code: string | null): Reason {
  return { ...causeOf(provider, channel, code), code };
}

/** The class alone, without an object for each call: for the ingest. */
export function reasonClassOf(provider: string, channel: Channel, code: string | null): ReasonClass {
  return causeOf(provider, channel, code).class;
}

function causeOf(provider: string, channel: Channel, code: string | null): Cause {
  if (code === null || code === "") return noReason;
  const known = INDEXES.get(provider)?.get(channel);
  if (!known) return notInDictionary;
  return known.get(code) ?? search(known, normalise(code)) ?? notInDictionary;
}

/** A code made of two parts ("failed:404", "accounting:14003") is searched whole, then by part, the finer first. */
function search(known: Index, code: string): Cause | undefined {
  const whole = known.get(code) ?? family(known, code);
  const colon = code.indexOf(":");
  if (whole || colon < 0) return whole;
  const head = code.slice(0, colon);
  const tail = code.slice(colon + 1);
  return known.get(`sip:${tail}`) ?? known.get(tail) ?? known.get(head) ?? family(known, tail);
}

function family(known: Index, code: string): Cause | undefined {
  const name = familyOf(code);
  return name === null ? undefined : known.get(name);
}
