import { z } from "zod";
import { PERIODS, type Period } from "./period";

const day = z.iso.date({ error: "must be a day like 2026-11-22" });

/** The period's fields in a query string, for a strict object; check the whole with `checkPeriod`. */
export const periodFields = {
  period: z.enum([...PERIODS, "custom"]).default("30d"),
  from: day.optional(),
  to: day.optional(),
};

type Fields = { period: (typeof PERIODS)[number] | "custom"; from?: string; to?: string };

/** For `superRefine` on objects with `periodFields`. */
export function checkPeriod({ period, from, to }: Fields, ctx: z.RefinementCtx): void {
  if (period !== "custom") return;
  if (!from || !to) {
    const path = [from ? "to" : "from"];
    ctx.addIssue({ code: "custom", path, message: "is needed when `period` is custom" });
  } else if (from > to) {
    ctx.addIssue({ code: "custom", path: ["to"], message: "must not be before `from`" });
  }
}

/** Of fields that passed `checkPeriod`. */
export function periodOf({ period, from, to }: Fields): Period {
  if (period !== "custom") return { period };
  return { period, from: from ?? "", to: to ?? "" };
}
