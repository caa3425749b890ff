"use client";

import { useLocale, useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { mayFallBack } from "@/lib/domain/fallback/rule";
import { REASON_CLASS_TEXT, REASON_CLASSES } from "@/lib/domain/reason/classes";
import type { Editing } from "./editing";
import { NumberField } from "./number-field";

const CHOICES = REASON_CLASSES.filter(mayFallBack);

export function TriggerCard({ draft, change, errorsOf }: Editing) {
  const t = useTranslations("fallbackRules.trigger");
  const options = (["rejected", "undelivered", "unread"] as const).map((value) => ({
    value,
    label: t(value),
    hint: t(`${value}Hint`),
  }));
  return (
    <Card title={t("title")}>
      <div className="flex flex-col gap-5">
        <Field label={t("on")} nativeLabel={false}>
          <RadioGroup options={options} value={draft.on} onValueChange={(on) => change({ on })} name="on" />
        </Field>
        {draft.on === "rejected" ? (
          <Reasons draft={draft} change={change} errorsOf={errorsOf} />
        ) : (
          <NumberField
            name="afterMinutes"
            label={t("after")}
            hint={t("afterHint")}
            errors={errorsOf("trigger.afterMinutes")}
            value={draft.afterMinutes}
            onChange={(afterMinutes) => change({ afterMinutes })}
          />
        )}
      </div>
    </Card>
  );
}

function Reasons({ draft, change, errorsOf }: Editing) {
  const t = useTranslations("fallbackRules.trigger");
  const locale = useLocale() as "en" | "zh";
  const { classes, codes } = draft;
  return (
    <>
      <Field label={t("reasons")} nativeLabel={false} hint={t("never")} error={errorsOf("trigger.classes")}>
        <div className="flex flex-col gap-2">
          {CHOICES.map((name) => (
            <Checkbox
              key={name}
              label={REASON_CLASS_TEXT[name].label[locale]}
              hint={REASON_CLASS_TEXT[name].meaning[locale]}
              checked={classes.includes(name)}
              onCheckedChange={(on) =>
                change({ classes: on ? [...classes, name] : classes.filter((one) => one !== name) })
              }
            />
          ))}
        </div>
      </Field>
      <Field label={t("codes")} hint={t("codesHint")} error={errorsOf("trigger.codes")} optional>
        <Input
          name="codes"
          value={codes}
          onValueChange={(value) => change({ codes: value })}
          autoComplete="off"
          className="max-w-md"
        />
      </Field>
    </>
  );
}
