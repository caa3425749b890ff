"use client";

import { useTranslations } from "use-intl";
import { TextPreview } from "@/components/fallback-rules/text-preview";
import { VoiceFields } from "@/components/fallback-rules/voice-fields";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useEditorContext } from "../editor-context";
import type { StepEditing } from "./editing";
import { Pick } from "./pick";
import { callPartOf, stepDraftOf } from "./sending-draft";
import { TemplateField } from "./template-field";
import { WholeNumber } from "./whole-number";

export function SmsSettings(editing: StepEditing<"sms">) {
  const { step, change, errorsOf } = editing;
  const t = useTranslations("fallbackRules.steps");
  const { choices } = useEditorContext();
  return (
    <>
      <Sender
        {...editing}
        onConnection={(connectionId) => change({ connectionId }, "connectionId")}
        onFrom={(from) => change({ from }, "from")}
      />
      <TemplateField
        stepId={step.id}
        label={t("smsText")}
        errors={errorsOf("text")}
        value={step.text}
        onChange={(text) => change({ text }, "text")}
        maxLength={1530}
        multiline
      />
      <TextPreview step={stepDraftOf(step)} choices={choices} onText={(text) => change({ text }, "text")} />
      <WholeNumber
        label={t("validity")}
        hint={t("validityHint")}
        errors={errorsOf("validityMinutes")}
        min={1}
        max={4320}
        value={step.validityMinutes}
        onChange={(validityMinutes) => change({ validityMinutes }, "validityMinutes")}
        optional
      />
    </>
  );
}

export function CallSettings(editing: StepEditing<"call">) {
  const { step, change, errorsOf } = editing;
  const t = useTranslations("fallbackRules.steps");
  const { choices } = useEditorContext();
  const draft = stepDraftOf(step);
  return (
    <>
      <Sender
        {...editing}
        onConnection={(connectionId) => change({ connectionId }, "connectionId")}
        onFrom={(from) => change({ from }, "from")}
      />
      <TemplateField
        stepId={step.id}
        label={t("script")}
        errors={errorsOf("script")}
        value={step.script}
        onChange={(script) => change({ script }, "script")}
        maxLength={3000}
        multiline
      />
      <VoiceFields
        step={draft}
        change={(part) => change(callPartOf(step, part), Object.keys(part).join())}
        errorsOf={errorsOf}
      />
      <TextPreview step={draft} choices={choices} onText={(script) => change({ script }, "script")} />
    </>
  );
}

type SenderProps = (StepEditing<"sms"> | StepEditing<"call">) & {
  readonly onConnection: (id: number | null) => void;
  readonly onFrom: (from: string) => void;
};

function Sender({ step, errorsOf, onConnection, onFrom }: SenderProps) {
  const t = useTranslations("fallbackRules.steps");
  const { references } = useEditorContext();
  const isSms = step.type === "sms";
  return (
    <>
      <Pick
        label={t("connection")}
        errors={errorsOf("connectionId")}
        items={references.connections.filter(({ sms, calls }) => (isSms ? sms : calls))}
        value={step.connectionId}
        onChange={onConnection}
        madeAt="/connections"
      />
      <Field label={t("from")} hint={t(isSms ? "fromSmsHint" : "fromCallHint")} error={errorsOf("from")}>
        <Input
          value={step.from}
          maxLength={16}
          onValueChange={onFrom}
          placeholder="+12025550100"
          autoComplete="off"
        />
      </Field>
    </>
  );
}
