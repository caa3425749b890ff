import { ATTEMPT_WHYS } from "@/lib/domain/fallback/attempt";

/** Why an attempt ended, or what keeps a planned one waiting. */
export const SHOWN_WHYS = [...ATTEMPT_WHYS, "halted", "stopped"] as const;
export type ShownWhy = (typeof SHOWN_WHYS)[number];

export const CAUSES = ["rejected", "undelivered", "unread", "manual", "flow"] as const;
export const ATTEMPT_CHANNELS = ["sms", "voice"] as const;

/** People as reports count them. */
export const ATTEMPT_PEOPLE = ["sent_to", "recovered"] as const;
