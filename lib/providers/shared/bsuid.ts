import { type Json, text } from "./json";

/** WhatsApp's business-scoped user id ("US.1349…", "US.ENT.1349…"), with or without the channel's prefix. */
export function bsuid(value: Json): string | undefined {
  const written = text(value)?.replace(/^whatsapp:/i, "");
  return written !== undefined && /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(written)
    ? written
    : undefined;
}
