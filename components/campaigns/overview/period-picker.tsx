"use client";

import { CalendarRange } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { PERIODS, type Period } from "@/lib/reports/period";

type Props = { readonly value: Period; readonly onChange: (period: Period) => void };

const SEGMENT =
  "inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-ink-muted text-xs transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-card pointer-coarse:h-9";

export function PeriodPicker({ value, onChange }: Props) {
  const t = useTranslations("overview.period");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't scroll sideways in every browser
    <div
      role="group"
      aria-label={t("label")}
      className="flex max-w-full items-center gap-0.5 overflow-x-auto rounded-md border border-line bg-sunken p-0.5"
    >
      {PERIODS.map((period) => (
        <button
          key={period}
          type="button"
          aria-pressed={value.period === period}
          onClick={() => onChange({ period })}
          className={SEGMENT}
        >
          {t(period)}
        </button>
      ))}
      <CustomPeriod value={value} onChange={onChange} />
    </div>
  );
}

function CustomPeriod({ value, onChange }: Props) {
  const t = useTranslations("overview.period");
  const format = useFormatter();
  const zone = useTimeZone() ?? "UTC";
  const custom = value.period === "custom" ? value : null;
  const [open, setOpen] = useState(false);
  const [from, setFrom] = useState(custom?.from ?? "");
  const [to, setTo] = useState(custom?.to ?? "");
  const wrong = from !== "" && to !== "" && from > to;
  const day = (text: string): string => format.dateTime(new Date(text), "day", { timeZone: "UTC" });
  const trigger = (
    <button type="button" aria-pressed={custom !== null} className={cn(SEGMENT)}>
      <CalendarRange aria-hidden className="size-3.5" />
      {custom ? `${day(custom.from)} – ${day(custom.to)}` : t("custom")}
    </button>
  );
  return (
    <Popover trigger={trigger} title={t("custom")} align="end" open={open} onOpenChange={setOpen}>
      <form
        method="post"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!from || !to || wrong) return;
          onChange({ period: "custom", from, to });
          setOpen(false);
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("from")}>
            <Input type="date" required value={from} onValueChange={setFrom} />
          </Field>
          <Field label={t("to")} error={wrong ? t("wrongOrder") : undefined}>
            <Input type="date" required value={to} onValueChange={setTo} />
          </Field>
        </div>
        <p className="text-ink-muted text-xs">{t("note", { zone })}</p>
        <Button type="submit" variant="primary" disabled={!from || !to || wrong}>
          {t("apply")}
        </Button>
      </form>
    </Popover>
  );
}
