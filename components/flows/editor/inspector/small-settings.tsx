"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { useEditorContext } from "../editor-context";
import type { StepEditing } from "./editing";
import { Pick } from "./pick";
import { WholeNumber } from "./whole-number";

export function LocalTimeSettings({ step, change, errorsOf }: StepEditing<"local_time">) {
  const t = useTranslations("flowEditor.localTime");
  const { references } = useEditorContext();
  return (
    <>
      <Field label={t("source")} nativeLabel={false}>
        <RadioGroup
          options={(["number", "timezonedb"] as const).map((value) => ({
            value,
            label: t(value),
            hint: t(`${value}Hint`),
          }))}
          value={step.source}
          onValueChange={(source) =>
            change({ source, secret: source === "number" ? null : step.secret }, "source")
          }
        />
      </Field>
      {step.source === "timezonedb" && (
        <Field label={t("secret")} hint={t("secretHint")} error={errorsOf("secret")} nativeLabel={false}>
          <Select
            options={references.secrets.map((name) => ({ value: name, label: name }))}
            value={step.secret}
            onValueChange={(secret) => change({ secret }, "secret")}
          />
        </Field>
      )}
      <p className="text-ink-muted text-xs leading-relaxed">{t("failed")}</p>
    </>
  );
}

export function FallbackSettings({ step, change, errorsOf }: StepEditing<"fallback">) {
  const t = useTranslations("flowEditor.fallback");
  const { references } = useEditorContext();
  return (
    <Pick
      label={t("rule")}
      hint={t("hint")}
      errors={errorsOf("ruleId")}
      items={references.rules}
      value={step.ruleId}
      onChange={(ruleId) => change({ ruleId }, "ruleId")}
      none={t("campaign")}
      madeAt="/settings/fallbacks"
    />
  );
}

export function SuppressSettings({ step, change, errorsOf }: StepEditing<"suppress">) {
  const t = useTranslations("flowEditor.suppress");
  return (
    <>
      <Switch
        label={t("forEver")}
        checked={step.days === null}
        onCheckedChange={(forEver) => change({ days: forEver ? null : 30 }, "forEver")}
      />
      {step.days !== null && (
        <WholeNumber
          label={t("days")}
          errors={errorsOf("days")}
          min={1}
          max={3650}
          value={step.days}
          onChange={(days) => change({ days }, "days")}
        />
      )}
      <Field label={t("note")} hint={t("noteHint")} optional>
        <Textarea
          value={step.note ?? ""}
          maxLength={500}
          rows={2}
          onChange={({ target }) => change({ note: target.value === "" ? null : target.value }, "note")}
        />
      </Field>
    </>
  );
}

export function WebhookSettings({ step, change, errorsOf }: StepEditing<"webhook">) {
  const t = useTranslations("flowEditor.webhook");
  const { references } = useEditorContext();
  return (
    <Pick
      label={t("endpoint")}
      hint={t("hint")}
      errors={errorsOf("endpointId")}
      items={references.endpoints}
      value={step.endpointId}
      onChange={(endpointId) => change({ endpointId }, "endpointId")}
      madeAt="/settings/webhooks"
    />
  );
}
