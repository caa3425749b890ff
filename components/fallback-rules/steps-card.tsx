"use client";

import { ArrowDown, ArrowUp, MessageSquareText, Phone, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import { newStep, type StepDraft } from "./draft";
import type { Editing } from "./editing";
import { StepFields } from "./step-fields";

type Props = Editing & { readonly choices: EditorChoices };

export function StepsCard({ draft, change, errorsOf, choices }: Props) {
  const t = useTranslations("fallbackRules.steps");
  const made = useRef(draft.steps.length);
  const { steps } = draft;
  const add = (channel: StepDraft["channel"]): void => {
    const connection = choices.connections.find(({ channels }) => channels.includes(channel));
    const step = newStep(channel, connection?.id ?? "", String(made.current++), steps.length === 0);
    change({ steps: [...steps, step] });
  };
  const errors = errorsOf("steps");
  return (
    <Card title={t("title")} description={t("text")}>
      <div className="flex flex-col gap-4">
        {steps.map((step, i) => (
          <StepFrame
            key={step.key}
            step={step}
            index={i}
            steps={steps}
            onSteps={(next) => change({ steps: next })}
            errorsOf={(field) => errorsOf(`steps.${i}.${field}`)}
            choices={choices}
          />
        ))}
        {steps.length === 0 && <p className="text-ink-muted text-sm">{t("none")}</p>}
        {errors.length > 0 && (
          <p role="alert" className="text-danger-text text-xs">
            {errors.join(" ")}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button icon={<MessageSquareText aria-hidden />} onClick={() => add("sms")}>
            {t("addSms")}
          </Button>
          <Button icon={<Phone aria-hidden />} onClick={() => add("voice")}>
            {t("addCall")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

type FrameProps = {
  readonly step: StepDraft;
  readonly index: number;
  readonly steps: readonly StepDraft[];
  readonly onSteps: (steps: readonly StepDraft[]) => void;
  readonly errorsOf: (field: string) => readonly string[];
  readonly choices: EditorChoices;
};

/** One step with what moves or removes it. */
function StepFrame({ step, index, steps, onSteps, errorsOf, choices }: FrameProps) {
  const t = useTranslations("fallbackRules.steps");
  const n = index + 1;
  const swap = (other: number): void =>
    onSteps(steps.map((one, i) => (i === index ? steps[other] : i === other ? step : one) ?? one));
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 rounded-lg border border-line p-4">
      <legend className="sr-only">{t("heading", { n, channel: step.channel })}</legend>
      <div className="flex items-center justify-between gap-2">
        <p aria-hidden className="font-semibold text-sm">
          {t("heading", { n, channel: step.channel })}
        </p>
        <div className="flex gap-1">
          <IconButton
            label={t("up", { n })}
            icon={<ArrowUp aria-hidden />}
            size="sm"
            disabled={index === 0}
            onClick={() => swap(index - 1)}
          />
          <IconButton
            label={t("down", { n })}
            icon={<ArrowDown aria-hidden />}
            size="sm"
            disabled={index === steps.length - 1}
            onClick={() => swap(index + 1)}
          />
          <IconButton
            label={t("remove", { n })}
            icon={<Trash2 aria-hidden />}
            size="sm"
            onClick={() => onSteps(steps.filter((one) => one !== step))}
          />
        </div>
      </div>
      <StepFields
        step={step}
        isFirst={index === 0}
        change={(part) => onSteps(steps.map((one) => (one === step ? { ...one, ...part } : one)))}
        errorsOf={errorsOf}
        choices={choices}
      />
    </fieldset>
  );
}
