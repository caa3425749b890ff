"use client";

import { useTranslations } from "use-intl";
import type { FlowStep, StepSettings as Settings, StepType } from "@/lib/domain/flow/definition";
import { useProblems } from "../editor-context";
import { fieldOf } from "../problem-field";
import { useEditorStore } from "../state/store";
import { useProblemText } from "../use-problem-text";
import { ConditionSettings } from "./condition-settings";
import type { StepEditing } from "./editing";
import { HttpSettings } from "./http-settings";
import { LogSettings } from "./log-settings";
import { CallSettings, SmsSettings } from "./sending-settings";
import { FallbackSettings, LocalTimeSettings, SuppressSettings, WebhookSettings } from "./small-settings";
import { WaitSettings } from "./wait-settings";

/** The form of a step, by its type. */
export function StepSettings({ step }: { readonly step: FlowStep }) {
  const t = useTranslations("flowEditor.palette");
  const store = useEditorStore();
  const errorsOf = useErrorsOf(step.id);
  const editing = <Type extends StepType>(one: Extract<FlowStep, { type: Type }>): StepEditing<Type> => ({
    step: one,
    errorsOf,
    change: (part, field) => {
      const settings = settingsOf({ ...one, ...part } as FlowStep);
      store.run({ do: "configure", id: one.id, settings }, { mergeKey: `${one.id}.${field}` });
    },
  });
  switch (step.type) {
    case "condition":
      return <ConditionSettings {...editing(step)} />;
    case "wait":
      return <WaitSettings {...editing(step)} />;
    case "local_time":
      return <LocalTimeSettings {...editing(step)} />;
    case "http":
      return <HttpSettings {...editing(step)} />;
    case "log":
      return <LogSettings {...editing(step)} />;
    case "fallback":
      return <FallbackSettings {...editing(step)} />;
    case "sms":
      return <SmsSettings {...editing(step)} />;
    case "call":
      return <CallSettings {...editing(step)} />;
    case "suppress":
      return <SuppressSettings {...editing(step)} />;
    case "webhook":
      return <WebhookSettings {...editing(step)} />;
    default:
      return <p className="text-ink-muted text-sm leading-relaxed">{t(`about.${step.type}`)}</p>;
  }
}

/** A wait's fields belong to what it waits for; those of another kind must not stay behind. */
function settingsOf({ id: _, title: __, position: ___, exits: ____, ...settings }: FlowStep): Settings {
  if (settings.type !== "wait") return settings;
  if (settings.until === "duration") return { type: "wait", until: "duration", minutes: settings.minutes };
  if (settings.until === "local_time") return { type: "wait", until: "local_time", at: settings.at };
  const { statuses, timeoutMinutes } = settings;
  return { type: "wait", until: "status", statuses, timeoutMinutes };
}

/** Problems of a step's field, in words. */
export function useErrorsOf(stepId: string): (field: string) => readonly string[] {
  const { byStep } = useProblems();
  const text = useProblemText();
  const problems = byStep.get(stepId) ?? [];
  return (field) => [...new Set(problems.filter((one) => fieldOf(one) === field).map((one) => text(one)))];
}
