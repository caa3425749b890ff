"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { Editing } from "./editing";
import { NumberField } from "./number-field";

type Props = Editing & { readonly currency: string };

export function LimitsCard({ draft, change, errorsOf, currency }: Props) {
  const t = useTranslations("fallbackRules.limits");
  return (
    <Card title={t("title")} description={t("text")}>
      <div className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Budgets draft={draft} change={change} errorsOf={errorsOf} currency={currency} />
          <NumberField
            name="perPersonHours"
            label={t("perPerson")}
            hint={t("perPersonHint")}
            errors={errorsOf("limits.perPersonHours")}
            value={draft.perPersonHours}
            onChange={(perPersonHours) => change({ perPersonHours })}
          />
          <NumberField
            name="maxAgeHours"
            label={t("maxAge")}
            hint={t("maxAgeHint")}
            errors={errorsOf("limits.maxAgeHours")}
            value={draft.maxAgeHours}
            onChange={(maxAgeHours) => change({ maxAgeHours })}
          />
          <NumberField
            name="holdoutPercent"
            label={t("holdout")}
            hint={t("holdoutHint")}
            errors={errorsOf("holdoutPercent")}
            value={draft.holdoutPercent}
            onChange={(holdoutPercent) => change({ holdoutPercent })}
          />
        </div>
        <QuietHours draft={draft} change={change} errorsOf={errorsOf} />
      </div>
    </Card>
  );
}

function Budgets({ draft, change, errorsOf, currency }: Props) {
  const t = useTranslations("fallbackRules.limits");
  const budget = { hint: t("budgetHint"), decimal: true };
  return (
    <>
      <NumberField
        {...budget}
        name="campaignBudget"
        label={t("campaignBudget", { currency })}
        errors={errorsOf("limits.campaignBudgetMicros")}
        value={draft.campaignBudget}
        onChange={(campaignBudget) => change({ campaignBudget })}
      />
      <NumberField
        {...budget}
        name="dayBudget"
        label={t("dayBudget", { currency })}
        errors={errorsOf("limits.dayBudgetMicros")}
        value={draft.dayBudget}
        onChange={(dayBudget) => change({ dayBudget })}
      />
    </>
  );
}

function QuietHours({ draft, change, errorsOf }: Editing) {
  const t = useTranslations("fallbackRules.limits");
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t("quiet")}
        hint={t("quietHint")}
        checked={draft.quiet}
        onCheckedChange={(quiet) => change({ quiet })}
      />
      {draft.quiet && (
        <div className="flex flex-wrap items-start gap-4">
          <Field label={t("from")} error={errorsOf("limits.quiet.from")}>
            <Input
              type="time"
              name="quietFrom"
              value={draft.quietFrom}
              onValueChange={(quietFrom) => change({ quietFrom })}
              className="w-32"
            />
          </Field>
          <Field label={t("until")} error={errorsOf("limits.quiet.until")}>
            <Input
              type="time"
              name="quietUntil"
              value={draft.quietUntil}
              onValueChange={(quietUntil) => change({ quietUntil })}
              className="w-32"
            />
          </Field>
          <Field label={t("during")} nativeLabel={false}>
            <Select
              options={[
                { value: "wait", label: t("wait") },
                { value: "drop", label: t("drop") },
              ]}
              value={draft.during}
              onValueChange={(during) => change({ during })}
            />
          </Field>
        </div>
      )}
    </div>
  );
}
