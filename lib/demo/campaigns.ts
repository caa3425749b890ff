import { type DemoCampaign, USUAL_CODES } from "@/lib/demo/script";

const HOUR = 3600;
const DAY = 24 * HOUR;

const MEDIA_FAULT = "131053";

/** The campaign that runs live: 5,000 people in about two minutes. */
export const LIVE: DemoCampaign = {
  name: "Autumn offer (live)",
  people: 5000,
  sendingTakes: 80,
  rejected: 0.08,
  silent: 0.05,
  read: 0.62,
  deliverAfter: 2.5,
  readAfter: 12,
  templates: ["autumn_offer", "autumn_offer", "autumn_offer_short"],
  // Without the sender's own fault among them, which would stop the campaign's fallbacks at once.
  codes: USUAL_CODES.filter(([code]) => code !== MEDIA_FAULT),
};

const earlier = (name: string, people: number, rest: Partial<DemoCampaign> = {}): DemoCampaign => ({
  ...LIVE,
  name,
  people,
  sendingTakes: 2 * HOUR,
  deliverAfter: 20,
  readAfter: 1.5 * HOUR,
  templates: [name.toLowerCase().replaceAll(/[^a-z]+/g, "_")],
  codes: USUAL_CODES,
  ...rest,
});

/** Campaigns of the days before, so that there is something to compare with. `ago` in seconds. */
export const EARLIER: readonly { readonly campaign: DemoCampaign; readonly ago: number }[] = [
  {
    campaign: earlier("Loyalty points reminder", 900, { rejected: 0.04, silent: 0.03, read: 0.78 }),
    ago: 1 * DAY + 5 * HOUR,
  },
  {
    campaign: earlier("Delivery notice", 700, { rejected: 0.02, silent: 0.02, read: 0.88, readAfter: 600 }),
    ago: 2 * DAY + 2 * HOUR,
  },
  {
    campaign: earlier("Flash sale", 800, {
      rejected: 0.41,
      silent: 0.06,
      read: 0.4,
      codes: [["132015", "Template is paused", 0.8], ...USUAL_CODES.slice(0, 2)],
    }),
    ago: 4 * DAY + 8 * HOUR,
  },
  {
    campaign: earlier("Win-back, old list", 600, { rejected: 0.27, silent: 0.16, read: 0.31 }),
    ago: 9 * DAY + 3 * HOUR,
  },
  {
    campaign: earlier("Newsletter October", 1000, { rejected: 0.06, silent: 0.05, read: 0.55 }),
    ago: 20 * DAY + 6 * HOUR,
  },
];
