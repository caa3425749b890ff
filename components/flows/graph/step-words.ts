import { createContext, useContext, useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { FlowStep, StepSettings, StepType, Test, Wait } from "@/lib/domain/flow/definition";
import { REASON_CLASS_TEXT } from "@/lib/domain/reason/classes";

type Named = { readonly id: string | number; readonly name: string };

/** Names of what steps refer to by id. */
export type StepNames = {
  readonly connections: readonly Named[];
  readonly rules: readonly Named[];
  readonly logs: readonly Named[];
  readonly endpoints: readonly Named[];
  readonly campaigns: readonly Named[];
};

export type StepWords = {
  readonly type: (type: StepType) => string;
  /** The step's own name, else that of its type. */
  readonly title: (step: Pick<FlowStep, "title" | "type">) => string;
  /** Its settings in one short line. */
  readonly summary: (step: StepSettings) => string;
  readonly exit: (step: StepSettings, exit: string) => string;
  readonly test: (test: Test) => string;
  readonly duration: (minutes: number) => string;
};

const Context = createContext<StepWords | null>(null);
export const StepWordsProvider = Context.Provider;

/** @throws outside of a `StepWordsProvider` */
export function useStepWords(): StepWords {
  const words = useContext(Context);
  if (!words) throw new Error("Steps are drawn inside a StepWordsProvider.");
  return words;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const LONGEST = 60;

/** The words of all steps; made once for a graph, because hundreds of cards use them. */
export function useMakeStepWords(names: StepNames): StepWords {
  const t = useTranslations("flowSteps");
  const status = useTranslations("status");
  const format = useFormatter();
  const locale = useLocale() as "en" | "zh";
  return useMemo(() => {
    const named = (list: readonly Named[], id: number | null): string | null =>
      id === null ? null : (list.find((one) => Number(one.id) === id)?.name ?? t("gone"));
    const either = (items: readonly string[]): string =>
      items.length === 0 ? "…" : format.list([...items], { type: "disjunction" });
    const duration = (minutes: number): string => {
      if (minutes > 0 && minutes % DAY === 0) return t("days", { count: minutes / DAY });
      if (minutes > 0 && minutes % HOUR === 0) return t("hours", { count: minutes / HOUR });
      return t("minutes", { count: minutes });
    };
    const wait = (step: Wait): string => {
      if (step.until === "duration") return t("summary.duration", { time: duration(step.minutes) });
      if (step.until === "local_time") return t("summary.localTime", { at: step.at });
      const statuses = either(step.statuses.map((one) => status(one)));
      return t("summary.status", { statuses, time: duration(step.timeoutMinutes) });
    };
    const values = (asked: Test): string => {
      switch (asked.on) {
        case "status":
          return either(asked.is.map((one) => status(one)));
        case "reason_class":
          return either(asked.is.map((one) => REASON_CLASS_TEXT[one].label[locale]));
        case "campaign":
          return either(asked.is.map((id) => named(names.campaigns, id) ?? ""));
        case "variable":
          return asked.operator === "is_set" ? "" : asked.value;
        case "local_hour":
          return `${asked.from}–${asked.until}`;
        default:
          return either(asked.is);
      }
    };
    const test = (asked: Test): string => {
      const what = asked.on === "variable" ? `{{${asked.name}}}` : t(`tests.${asked.on}`);
      const verb = asked.on === "variable" ? asked.operator : asked.on === "local_hour" ? "between" : "is";
      return t(`verbs.${verb}`, { what, values: values(asked), not: String(asked.not) }).trim();
    };
    const summary = (step: StepSettings): string => {
      switch (step.type) {
        case "condition": {
          const [first, ...more] = step.tests;
          if (!first) return t("summary.noTest");
          return more.length === 0
            ? test(first)
            : t("summary.tests", { first: test(first), count: more.length });
        }
        case "wait":
          return wait(step);
        case "local_time":
          return t(`summary.${step.source}`);
        case "http":
          return step.url === ""
            ? t("summary.noUrl")
            : `${step.method} ${step.url.replace(/^https?:\/\//, "")}`;
        case "log":
          return named(names.logs, step.logId) ?? t("summary.noLog");
        case "fallback":
          return named(names.rules, step.ruleId) ?? t("summary.campaignRule");
        case "sms":
          return excerpt(step.text) || t("summary.noText");
        case "call":
          return excerpt(step.script) || t("summary.noText");
        case "suppress":
          return step.days === null
            ? t("summary.forEver")
            : t("summary.suppress", { time: t("days", { count: step.days }) });
        case "webhook":
          return named(names.endpoints, step.endpointId) ?? t("summary.noEndpoint");
        default:
          return t(`summary.${step.type}`);
      }
    };
    return {
      type: (type) => t(`types.${type}`),
      title: ({ title, type }) => title ?? t(`types.${type}`),
      summary,
      exit: (step, exit) =>
        step.type === "branch"
          ? status(exit as "sent")
          : t.has(`exits.${exit}` as never)
            ? t(`exits.${exit}` as never)
            : exit,
      test,
      duration,
    };
  }, [names, t, status, format, locale]);
}

const excerpt = (text: string): string => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};
