import { z } from "zod";
import { LOCALES } from "@/lib/auth/context";

// Apart from lib/auth/contract, which brings the list of common passwords along: pages must not send that.

/** Lower case and NFKC, as stored; the same person must not become two accounts. */
export const emailInput = z
  .string()
  .max(254)
  .transform((text) => text.trim().normalize("NFKC").toLowerCase())
  .pipe(z.email({ error: "Enter a complete e-mail address, like ana@example.com." }));

export const nameInput = z.string().trim().min(1, "Enter a name.").max(100, "Use at most 100 characters.");

export const timeZoneInput = z.string().refine(isTimeZone, {
  error: "This is not a time zone of the IANA list, like Europe/Rome.",
  params: { code: "unknown_time_zone" },
});

export const localeInput = z.enum(LOCALES);

/** Any zone that this runtime's ICU knows, in the list's own spelling. */
function isTimeZone(name: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" &&
      !/^[+-]/.test(name)
    );
  } catch {
    return false;
  }
}
