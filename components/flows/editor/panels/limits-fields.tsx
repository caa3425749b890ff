"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { moneyOf } from "@/components/fallback-rules/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { formatMicros } from "@/lib/domain/fallback/price";
import type { Limits } from "@/lib/domain/fallback/rule";
import { useEditorContext } from "../editor-context";
import { WholeNumber } from "../inspector/whole-number";

type Props = {
  readonly limits: Limits;
  readonly onChange: (limits: Limits, field: string) => void;
};

/** What every SMS and call of the flow keeps to. */
export function LimitsFields({ limits, onChange }: Props) {
  const t = useTranslations("fallbackRules.limits");
  const { choices } = useEditorContext();
  const { currency } = choices;
  const set = (part: Partial<Limits>): void => onChange({ ...limits, ...part }, Object.keys(part).join());
  return (
    <>
      <Money
        label={t("campaignBudget", { currency })}
        value={limits.campaignBudgetMicros}
        onChange={(campaignBudgetMicros) => set({ campaignBudgetMicros })}
      />
      <Money
        label={t("dayBudget", { currency })}
        value={limits.dayBudgetMicros}
        onChange={(dayBudgetMicros) => set({ dayBudgetMicros })}
      />
      <WholeNumber
        label={t("perPerson")}
        hint={t("perPersonHint")}
        min={0}
        max={720}
        value={limits.perPersonHours}
        onChange={(perPersonHours) => set({ perPersonHours })}
      />
      <WholeNumber
        label={t("maxAge")}
        hint={t("maxAgeHint")}
        min={1}
        max={720}
        value={limits.maxAgeHours}
        onChange={(maxAgeHours) => set({ maxAgeHours })}
      />
      <QuietFields limits={limits} onChange={onChange} />
    </>
  );
}

function QuietFields({ limits, onChange }: Props) {
  const t = useTranslations("fallbackRules.limits");
  const { quiet } = limits;
  const set = (next: Limits["quiet"], field = "quiet"): void => onChange({ ...limits, quiet: next }, field);
  return (
    <>
      <Switch
        label={t("quiet")}
        hint={t("quietHint")}
        checked={quiet !== null}
        onCheckedChange={(on) => set(on ? { from: "21:00", until: "08:00", during: "wait" } : null)}
      />
      {quiet && (
        <div className="flex flex-wrap items-start gap-3">
          {(["from", "until"] as const).map((field) => (
            <Field key={field} label={t(field)}>
              <Input
                type="time"
                value={quiet[field]}
                // A time that is not whole yet is empty, and nothing to keep.
                onValueChange={(value) => value !== "" && set({ ...quiet, [field]: value }, `quiet.${field}`)}
                className="w-28"
              />
            </Field>
          ))}
          <Field label={t("during")} nativeLabel={false} className="w-full">
            <Select
              options={[
                { value: "wait", label: t("wait") },
                { value: "drop", label: t("drop") },
              ]}
              value={quiet.during}
              onValueChange={(during) => set({ ...quiet, during })}
            />
          </Field>
        </div>
      )}
    </>
  );
}

type MoneyProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (micros: number) => void;
};

/** An amount as people write it; kept in millionths. Only amounts that can be read go out. */
function Money({ label, value, onChange }: MoneyProps) {
  const t = useTranslations("fallbackRules.fields");
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === 0 ? "" : formatMicros(value));
  const change = (text: string): void => {
    setTyped(text);
    const micros = moneyOf(text);
    if (!Number.isNaN(micros)) onChange(micros);
  };
  return (
    <Field label={label} error={Number.isNaN(moneyOf(shown)) ? t("campaignBudgetMicros") : undefined}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        onValueChange={change}
        onBlur={() => setTyped(null)}
        className="w-32"
      />
    </Field>
  );
}
