import type { Role } from "@/lib/auth/context";
import { maskPhone } from "@/lib/domain/phone";

const NUMBER_IN_TEXT = /\+?\d{7,15}/g;
/** With digits, since words of a sentence may look alike. */
const BSUID_IN_TEXT = /\b[A-Z]{2}\.(?:ENT\.)?(?=[A-Za-z]*\d)[A-Za-z0-9]{6,}/g;
const SHOWN = 6;

/** Viewers get numbers and BSUIDs masked wherever they may stand; everybody else gets what came. */
export type Privacy = {
  number(value: string | null): string | null;
  userId(value: string | null): string | null;
  /** Providers' sentences sometimes quote the number or BSUID. */
  text(value: string | null): string | null;
  /** Some providers' message ids hold the number, plainly or in base64 (WhatsApp's "wamid."). */
  messageId(value: string, recipient: string | null): string;
};

const OPEN: Privacy = {
  number: (value) => value,
  userId: (value) => value,
  text: (value) => value,
  messageId: (value) => value,
};

const masked = (value: string | null): string | null => (value === null ? null : maskPhone(value));

const MASKED: Privacy = {
  number: masked,
  userId: masked,
  text: (value) =>
    value
      ?.replace(BSUID_IN_TEXT, maskPhone)
      .replace(NUMBER_IN_TEXT, (digits) => maskPhone(`+${digits.replace("+", "")}`)) ?? null,
  messageId: (value, recipient) =>
    givesAway(value, recipient) ? `${value.slice(0, SHOWN)}…${value.slice(-SHOWN)}` : value,
};

export const privacyFor = (role: Role): Privacy => (role === "viewer" ? MASKED : OPEN);

function givesAway(messageId: string, recipient: string | null): boolean {
  if (messageId.startsWith("wamid.")) return true;
  return recipient !== null && messageId.includes(recipient.slice(1));
}
