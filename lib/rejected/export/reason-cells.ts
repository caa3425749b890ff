import type { Locale } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import { ACTION_TEXT, MUST_ACT_TEXT } from "@/lib/domain/reason/cause";
import type { ReasonClass } from "@/lib/domain/reason/classes";
import { reasonOf } from "@/lib/domain/reason/dictionary";

/** What the file says about a reason. */
export type ReasonCells = {
  readonly description: string;
  readonly code: string | null;
  readonly class: ReasonClass;
  readonly mustAct: string;
  readonly action: string;
};

/** Codes of one provider and channel that are kept; beyond, a sender's codes are no codes. */
const KEPT = 2000;

/** Looks reasons up in the reader's language; a file has millions of rows and a few dozen reasons. */
export function reasonCells(
  locale: Locale,
): (provider: string, channel: number, code: string | null) => ReasonCells {
  const known = new Map<string, Map<string | null, ReasonCells>[]>();
  return (provider, channel, code) => {
    let channels = known.get(provider);
    if (!channels) {
      channels = CHANNELS.map(() => new Map());
      known.set(provider, channels);
    }
    const codes = channels[channel];
    const found = codes?.get(code);
    if (found) return found;
    const cells = cellsOf(provider, channel, code, locale);
    if (codes && codes.size < KEPT) codes.set(code, cells);
    return cells;
  };
}

function cellsOf(provider: string, channel: number, code: string | null, locale: Locale): ReasonCells {
  const reason = reasonOf(provider, CHANNELS[channel] ?? "whatsapp", code);
  return {
    description: `${reason.title[locale]}: ${reason.sentence[locale]}`,
    code: reason.code,
    class: reason.class,
    mustAct: MUST_ACT_TEXT[reason.mustAct][locale],
    action: ACTION_TEXT[reason.action][locale],
  };
}
