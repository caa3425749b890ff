import { logNormal, type Person, personOf, randomOf } from "@/lib/demo/person";
import type { SimulatedStatus } from "@/lib/providers/simulator/wire";

/** A status and when it is posted: seconds after the campaign's start. */
export type Cue = { readonly post: number; readonly status: SimulatedStatus };

export type DemoCampaign = {
  readonly name: string;
  readonly people: number;
  /** Seconds over which the broadcast goes out. */
  readonly sendingTakes: number;
  /** Shares of the messages. */
  readonly rejected: number;
  readonly silent: number;
  readonly read: number;
  /** Median seconds from sent to delivered, and from delivered to read. */
  readonly deliverAfter: number;
  readonly readAfter: number;
  readonly templates: readonly string[];
  /** Codes with their shares of the rejections. */
  readonly codes: readonly (readonly [code: string, text: string, share: number])[];
};

/** How often real codes occur in a broadcast to customers; the last is one that no dictionary knows. */
export const USUAL_CODES: DemoCampaign["codes"] = [
  ["131026", "Message undeliverable", 0.46],
  ["131049", "This message was not delivered to maintain healthy ecosystem engagement.", 0.22],
  ["130472", "User's number is part of an experiment", 0.08],
  ["131050", "User has stopped marketing messages", 0.07],
  ["131000", "Something went wrong", 0.06],
  ["131053", "Media upload error", 0.05],
  ["130429", "Rate limit hit", 0.04],
  ["999001", "Message dropped by the gateway", 0.02],
];

/**
 * Every status of a campaign with the second at which it is posted, sorted by it. As in life some are
 * repeated, some overtake others, some reads come without a delivery, and some deliveries after a rejection.
 * @param start - milliseconds since the epoch; the statuses' own times count from it.
 */
export function scriptOf(campaign: DemoCampaign, start: number, seed: number): Cue[] {
  const random = randomOf(seed);
  const cues = Array.from({ length: campaign.people }, (_, i) =>
    messageOf(campaign, start, `${seed}.${i}`, i, random),
  ).flat();
  return cues.sort((a, b) => a.post - b.post);
}

function messageOf(
  campaign: DemoCampaign,
  start: number,
  id: string,
  index: number,
  random: () => number,
): Cue[] {
  const person = personOf(random, index);
  const sentAt = (index / campaign.people) * campaign.sendingTakes + random();
  const draw = random();
  const step = (status: SimulatedStatus["status"], at: number, error?: SimulatedStatus["error"]): Cue => ({
    // The way to us takes a moment, now and then so long that statuses overtake each other.
    post: at + 0.1 + (random() < 0.05 ? random() * 4 : random() * 0.3),
    status: statusOfCue(campaign, person, id, index, status, start + at * 1000, error),
  });
  const cues: Cue[] = [];
  if (draw < campaign.rejected) {
    const early = random() < 0.35; // refused by WhatsApp before it was ever sent
    if (!early) cues.push(step("sent", sentAt));
    const rejectedAt = sentAt + 0.5 + random() * 3;
    cues.push(step("rejected", rejectedAt, pickCode(campaign, random)));
    if (random() < 0.03) cues.push(step("delivered", rejectedAt + 6 + random() * 10));
  } else {
    cues.push(step("sent", sentAt));
    if (draw < 1 - campaign.silent) cues.push(...arrival(campaign, sentAt, random, step));
  }
  return cues.flatMap((cue) => (random() < 0.04 ? [cue, { ...cue, post: cue.post + random() * 5 }] : [cue]));
}

function arrival(
  campaign: DemoCampaign,
  sentAt: number,
  random: () => number,
  step: (status: string, at: number) => Cue,
): Cue[] {
  const deliveredAt = sentAt + logNormal(random, campaign.deliverAfter, 0.9);
  const reads = random() < campaign.read;
  const readAt = deliveredAt + logNormal(random, campaign.readAfter, 1.1);
  const skipped = reads && random() < 0.03; // WhatsApp leaves out "delivered" when the chat is open
  return [...(skipped ? [] : [step("delivered", deliveredAt)]), ...(reads ? [step("read", readAt)] : [])];
}

function pickCode(campaign: DemoCampaign, random: () => number): { code: string; text: string } {
  let draw = random();
  for (const [code, text, share] of campaign.codes) {
    if (draw < share) return { code, text };
    draw -= share;
  }
  const [code, text] = campaign.codes[0] as (typeof campaign.codes)[number];
  return { code, text };
}

function statusOfCue(
  campaign: DemoCampaign,
  person: Person,
  id: string,
  index: number,
  status: string,
  timestamp: number,
  error?: SimulatedStatus["error"],
): SimulatedStatus {
  return {
    id: `sim.${id}`,
    status,
    timestamp: Math.round(timestamp),
    recipient: person.recipient,
    sender: "+12025550100",
    tag: campaign.name,
    template: campaign.templates[index % campaign.templates.length],
    ...(error ? { error } : {}),
  };
}
