import { CHANNELS, type Channel, STATUSES, type Status } from "@/lib/domain/message/status";

/** The simulator speaks the product's own words. */
export const statusOf = (word: string): Status | "unknown" =>
  STATUSES.find((status) => status === word.toLowerCase()) ?? "unknown";

export const channelOf = (word: string | undefined): Channel | undefined =>
  word === undefined ? "whatsapp" : CHANNELS.find((channel) => channel === word.toLowerCase());

/** One item of the simulator's `{"statuses":[…]}`; `timestamp` in milliseconds since the epoch. */
export type SimulatedStatus = {
  readonly id: string;
  readonly status: string;
  readonly timestamp?: number;
  readonly recipient?: string;
  readonly sender?: string;
  readonly tag?: string;
  readonly template?: string;
  readonly error?: { readonly code: string; readonly text?: string };
  readonly channel?: string;
  /** Calls: who picked up ("human", "machine"), and whether the person pressed the key. */
  readonly answeredBy?: string;
  readonly confirmed?: boolean;
  readonly price?: { readonly amount: string; readonly currency: string };
};

/** The simulator never sends more in one request. */
export const MAX_STATUSES = 1000;
