import type { Locale } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import { ACTION_TEXT, MUST_ACT_TEXT } from "@/lib/domain/reason/cause";
import { REASON_CLASS_TEXT, REASON_CLASSES } from "@/lib/domain/reason/classes";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { Reasons } from "./definition";
import type { ReasonRow, ReasonRows } from "./query";

type Code = Reasons["classes"][number]["codes"][number];

export function shapeReasons({ asOf, reasons }: ReasonRows, locale: Locale): Reasons {
  const coded = reasons.map((row) => ({ reason: reasonFor(row), row }));
  const classes = REASON_CLASSES.map((name) => {
    const codes = coded
      .filter(({ reason }) => reason.class === name)
      .map(
        ({ reason, row }): Code => ({
          code: row.code,
          provider: row.provider,
          title: reason.title[locale],
          sentence: reason.sentence[locale],
          action: ACTION_TEXT[reason.action][locale],
          mustAct: MUST_ACT_TEXT[reason.mustAct][locale],
          rejected: row.rejected,
        }),
      )
      .sort((a, b) => b.rejected - a.rejected || a.code.localeCompare(b.code));
    const { label, meaning } = REASON_CLASS_TEXT[name];
    return { class: name, label: label[locale], meaning: meaning[locale], rejected: total(codes), codes };
  });
  return {
    asOf: asOf.toISOString(),
    rejected: total(reasons),
    classes: classes.filter(({ rejected }) => rejected > 0).sort((a, b) => b.rejected - a.rejected),
  };
}

const reasonFor = ({ provider, channel, code }: ReasonRow) =>
  reasonOf(provider, CHANNELS[channel] ?? "whatsapp", code === "" ? null : code);

const total = (rows: readonly { rejected: number }[]): number =>
  rows.reduce((sum, { rejected }) => sum + rejected, 0);
