import type { Values } from "../fallback/template";
import { type FlowFacts, zoneOf } from "./facts";

type Read = (facts: FlowFacts) => string | null | undefined;

/**
 * What every text of a flow may name, beside the variables that were registered with the message and the
 * results of HTTP steps. These names can't be taken by either.
 */
const BUILT_IN = {
  /** Number or BSUID of the person. */
  recipient: ({ recipient }) => recipient,
  sender: ({ sender }) => sender,
  status: ({ status }) => status,
  /** The provider's own word where the product does not know it; else the status. */
  status_word: ({ status, word }) => (status === "unknown" ? word : status),
  /** The provider's sentence; else its code. */
  reason: ({ reasonText, reasonCode }) => reasonText ?? reasonCode,
  reason_code: ({ reasonCode }) => reasonCode,
  reason_class: ({ reasonClass }) => reasonClass,
  campaign: ({ campaignName }) => campaignName,
  campaign_id: ({ campaignId }) => String(campaignId),
  template: ({ template }) => template,
  country: ({ country }) => country,
  /** Of the event, UTC: "2026-03-01T17:05:09Z". */
  time: ({ occurredAt }) => `${new Date(occurredAt).toISOString().slice(0, 19)}Z`,
  /** Of the event, on the recipient's clock: "18:05:09". */
  local_time: (facts) => clockOf(facts).time,
  /** "2026-03-01". */
  local_date: (facts) => clockOf(facts).date,
  /** "+01:00". */
  utc_offset: (facts) => clockOf(facts).offset,
  time_zone: zoneOf,
  /** The provider's id of the message. */
  message_id: ({ messageId }) => messageId,
  channel: ({ channel }) => channel,
} as const satisfies Readonly<Record<string, Read>>;

const READERS: ReadonlyMap<string, Read> = new Map(Object.entries(BUILT_IN));

/** The names above, in the order in which they are offered. */
export const FLOW_VARIABLES = Object.keys(BUILT_IN) as readonly (keyof typeof BUILT_IN)[];

/** Whether a name is the product's own, so that nothing else may be stored under it. */
export const isFlowVariable = (name: string): boolean => READERS.has(name);

/** As texts may name it: letters of any language, digits, "_", "." and "-". */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,63}$/u;
export const isVariableName = (name: string): boolean => NAME.test(name);

/** A variable's value; null: it has none; undefined: it is not known at this place. */
export function valueNamed(name: string, facts: FlowFacts): string | null | undefined {
  const read = READERS.get(name);
  if (read) return read(facts);
  if (facts.variables === undefined) return undefined;
  return Object.hasOwn(facts.variables, name) ? (facts.variables[name] ?? null) : null;
}

/** All values that a text of a flow may use. @throws RangeError where registered variables are not known. */
export function valuesOf(facts: FlowFacts): Values {
  if (facts.variables === undefined) throw new RangeError("the variables of this message are not known here");
  const values: Record<string, string | null | undefined> = { ...facts.variables };
  for (const [name, read] of READERS) values[name] = read(facts);
  return values;
}

type LocalClock = { readonly date: string; readonly time: string; readonly offset: string };

/** Kept, because making a formatter takes far longer than using it; finite, as the names of zones are. */
const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(facts: FlowFacts): LocalClock {
  const parts = Object.fromEntries(
    formatOf(zoneOf(facts))
      .formatToParts(facts.occurredAt)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    // "GMT+01:00"; at UTC itself "GMT".
    offset: parts.timeZoneName?.slice(3) || "+00:00",
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = makeFormat(zone) ?? makeFormat("UTC");
  formats.set(zone, made as Intl.DateTimeFormat);
  return made as Intl.DateTimeFormat;
}

/** Null for a zone that the runtime does not know. */
function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
  } catch {
    return null;
  }
}
