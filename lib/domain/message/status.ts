/** Stages of a message's life, and `unknown` for a word that an adapter does not know. */
export const STATUSES = ["accepted", "sent", "delivered", "read", "rejected"] as const;
export type Status = (typeof STATUSES)[number];
export type EventStatus = Status | "unknown";

export const CHANNELS = ["whatsapp", "sms", "voice"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Number of a status in the database's smallint columns. 0 = no stage reached, only unknown words. */
export const STATUS_CODE = {
  unknown: 0,
  accepted: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  rejected: 5,
} as const satisfies Record<EventStatus, number>;

const BY_CODE: readonly EventStatus[] = ["unknown", "accepted", "sent", "delivered", "read", "rejected"];

/** @throws RangeError for a number outside 0..5. */
export function statusOfCode(code: number): EventStatus {
  const status = BY_CODE[code];
  if (!status) throw new RangeError(`${code} is not a status code`);
  return status;
}
