"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import type { StepDraft } from "./draft";
import { NumberField } from "./number-field";
import { TextPreview } from "./text-preview";
import { TEMPLATE_EXAMPLES } from "./use-problem-words";
import { VoiceFields } from "./voice-fields";

export type StepEditing = {
  readonly step: StepDraft;
  readonly change: (part: Partial<StepDraft>) => void;
  readonly errorsOf: (field: string) => readonly string[];
};

type Props = StepEditing & { readonly isFirst: boolean; readonly choices: EditorChoices };

export function StepFields({ step, change, errorsOf, isFirst, choices }: Props) {
  const t = useTranslations("fallbackRules.steps");
  const isSms = step.channel === "sms";
  const editing = { step, change, errorsOf };
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <ConnectionField {...editing} choices={choices} />
        <Field label={t("from")} hint={t(isSms ? "fromSmsHint" : "fromCallHint")} error={errorsOf("from")}>
          <Input
            name="from"
            value={step.from}
            onValueChange={(from) => change({ from })}
            placeholder="+12025550100"
            autoComplete="off"
          />
        </Field>
        <NumberField
          name="waitMinutes"
          label={t(isFirst ? "firstWait" : "nextWait")}
          hint={t("waitHint")}
          errors={errorsOf("waitMinutes")}
          value={step.waitMinutes}
          onChange={(waitMinutes) => change({ waitMinutes })}
        />
        {isSms && (
          <NumberField
            name="validityMinutes"
            label={t("validity")}
            hint={t("validityHint")}
            errors={errorsOf("validityMinutes")}
            value={step.validityMinutes}
            onChange={(validityMinutes) => change({ validityMinutes })}
            optional
          />
        )}
      </div>
      <TextField {...editing} />
      {!isSms && <VoiceFields {...editing} />}
      <TextPreview step={step} choices={choices} onText={(text) => change({ text })} />
    </>
  );
}

/** What is sent or spoken. */
function TextField({ step, change, errorsOf }: StepEditing) {
  const t = useTranslations("fallbackRules.steps");
  const isSms = step.channel === "sms";
  return (
    <Field
      label={t(isSms ? "smsText" : "script")}
      hint={t("variables", TEMPLATE_EXAMPLES)}
      error={errorsOf(isSms ? "text" : "script")}
    >
      <Textarea
        name={isSms ? "text" : "script"}
        value={step.text}
        onChange={({ target }) => change({ text: target.value })}
      />
    </Field>
  );
}

function ConnectionField({
  step,
  change,
  errorsOf,
  choices,
}: StepEditing & { readonly choices: EditorChoices }) {
  const t = useTranslations("fallbackRules.steps");
  const options = choices.connections
    .filter(({ channels }) => channels.includes(step.channel))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Field label={t("connection")} nativeLabel={false} error={errorsOf("connectionId")}>
      <Select
        options={options}
        value={options.some(({ value }) => value === step.connectionId) ? step.connectionId : null}
        onValueChange={(connectionId) => change({ connectionId })}
      />
    </Field>
  );
}
