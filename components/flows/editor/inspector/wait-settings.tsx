"use client";

import { useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { STATUSES, type Status } from "@/lib/domain/message/status";
import type { StepEditing } from "./editing";
import { WholeNumber } from "./whole-number";

const MONTH = 43_200; // minutes

const FRESH = {
  duration: { until: "duration", minutes: 60 },
  local_time: { until: "local_time", at: "09:00" },
  status: { until: "status", statuses: ["delivered", "read"], timeoutMinutes: 1440 },
} as const;

export function WaitSettings({ step, change, errorsOf }: StepEditing<"wait">) {
  const t = useTranslations("flowEditor.wait");
  return (
    <>
      <Field label={t("until")} nativeLabel={false}>
        <Select
          options={(["duration", "local_time", "status"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          value={step.until}
          onValueChange={(until) => change(FRESH[until], "until")}
        />
      </Field>
      {step.until === "duration" && (
        <WholeNumber
          label={t("minutes")}
          hint={t("minutesHint")}
          errors={errorsOf("minutes")}
          min={0}
          max={MONTH}
          value={step.minutes}
          onChange={(minutes) => change({ minutes }, "minutes")}
        />
      )}
      {step.until === "local_time" && (
        <Field label={t("at")} hint={t("atHint")} error={errorsOf("at")}>
          <Input type="time" value={step.at} onValueChange={(at) => change({ at }, "at")} className="w-32" />
        </Field>
      )}
      {step.until === "status" && <StatusWait step={step} change={change} errorsOf={errorsOf} />}
    </>
  );
}

function StatusWait({ step, change, errorsOf }: StepEditing<"wait">) {
  const t = useTranslations("flowEditor.wait");
  const status = useTranslations("status");
  if (step.until !== "status") return null;
  const { statuses } = step;
  const toggle = (one: Status, on: boolean): void => {
    const next = STATUSES.filter((each) => (each === one ? on : statuses.includes(each)));
    change({ statuses: next }, "statuses");
  };
  return (
    <>
      <Field label={t("statuses")} hint={t("statusesHint")} error={errorsOf("statuses")} nativeLabel={false}>
        <div className="grid grid-cols-2 gap-1.5">
          {STATUSES.map((one) => (
            <Checkbox
              key={one}
              label={status(one)}
              checked={statuses.includes(one)}
              onCheckedChange={(on) => toggle(one, on)}
            />
          ))}
        </div>
      </Field>
      <WholeNumber
        label={t("timeout")}
        hint={t("timeoutHint")}
        errors={errorsOf("timeoutMinutes")}
        min={0}
        max={MONTH}
        value={step.timeoutMinutes}
        onChange={(timeoutMinutes) => change({ timeoutMinutes }, "timeoutMinutes")}
      />
    </>
  );
}
