"use client";

import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { StepEditing } from "./step-fields";

export function VoiceFields({ step, change, errorsOf }: StepEditing) {
  const t = useTranslations("fallbackRules.steps");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("language")} hint={t("languageHint")} error={errorsOf("language")}>
          <Input
            name="language"
            value={step.language}
            onValueChange={(language) => change({ language })}
            autoComplete="off"
          />
        </Field>
        <Field label={t("voiceName")} hint={t("voiceHint")} error={errorsOf("voice")} optional>
          <Input
            name="voice"
            value={step.voice}
            onValueChange={(voice) => change({ voice })}
            autoComplete="off"
          />
        </Field>
        <Field label={t("repeat")} nativeLabel={false}>
          <Select
            options={[
              { value: "1", label: t("once") },
              { value: "2", label: t("twice") },
            ]}
            value={step.repeat}
            onValueChange={(repeat) => change({ repeat })}
          />
        </Field>
        <Field label={t("machine")} nativeLabel={false} error={errorsOf("machine")}>
          <Select
            options={[
              { value: "missed", label: t("machineMissed") },
              { value: "reached", label: t("machineReached") },
            ]}
            value={step.machine}
            onValueChange={(machine) => change({ machine })}
          />
        </Field>
      </div>
      <Confirmation step={step} change={change} errorsOf={errorsOf} />
    </>
  );
}

function Confirmation({ step, change, errorsOf }: StepEditing) {
  const t = useTranslations("fallbackRules.steps");
  const ask = (asksToConfirm: boolean): void =>
    change({ asksToConfirm, confirmPrompt: step.confirmPrompt || t("confirmExample"), success: "confirmed" });
  return (
    <>
      <Checkbox label={t("confirm")} checked={step.asksToConfirm} onCheckedChange={ask} />
      {step.asksToConfirm && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("confirmPrompt")} error={errorsOf("confirmPrompt")}>
            <Input
              name="confirmPrompt"
              value={step.confirmPrompt}
              onValueChange={(confirmPrompt) => change({ confirmPrompt })}
              autoComplete="off"
            />
          </Field>
          <Field label={t("success")} nativeLabel={false}>
            <Select
              options={[
                { value: "confirmed", label: t("confirmed") },
                { value: "answered", label: t("answered") },
              ]}
              value={step.success}
              onValueChange={(success) => change({ success })}
            />
          </Field>
        </div>
      )}
    </>
  );
}
