"use client";

import { useTranslations } from "use-intl";
import { useMoney } from "@/components/fallbacks/use-money";
import { Notice } from "@/components/ui/notice";
import type { AutomaticPreview } from "@/lib/fallback/modes/contract";
import { useProblemWords } from "./use-problem-words";

/** Members of the change that have a field in the dialog, where their problems stand. */
const FIELDS: ReadonlySet<string> = new Set(["campaignBudgetMicros", "dayBudgetMicros"]);

/** What no field of the dialog can put right. */
export const blocking = ({ obstacles }: AutomaticPreview): AutomaticPreview["obstacles"] =>
  obstacles.filter(({ path }) => !FIELDS.has(path));

/** How many people and how much money, by what was; what is in the way; and who is left alone. */
export function AutomaticOutlook({ preview }: { readonly preview: AutomaticPreview }) {
  const t = useTranslations("fallbackRules.automatic");
  const refusals = useTranslations("ui.refusals");
  const problemWords = useProblemWords();
  const obstacles = blocking(preview);
  const { rejectedAlready } = preview;
  return (
    <>
      {obstacles.length > 0 && (
        <Notice tone="danger" title={t("obstacles")} announce>
          <ul className="list-disc pl-4">
            {obstacles.map(({ code, message }) => (
              <li key={code}>{problemWords({ code, path: "" }) ?? message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Expected preview={preview} />
      {preview.needsAdmin && <Notice tone="danger">{refusals("approval_needed_automatic")}</Notice>}
      <Notice tone={rejectedAlready > 0 ? "warn" : "info"}>{t("already", { count: rejectedAlready })}</Notice>
    </>
  );
}

function Expected({ preview: { expected, currency } }: { readonly preview: AutomaticPreview }) {
  const t = useTranslations("fallbackRules.automatic.expected");
  const money = useMoney();
  if (!expected) return <Notice tone="info">{t("nothing")}</Notice>;
  const { basis, days, messages, people, needless, costMicros } = expected;
  return (
    <section className="flex flex-col gap-2" aria-label={t("title")}>
      <dl className="grid grid-cols-2 gap-3 text-sm">
        <div>
          <dt className="text-ink-muted text-xs">{t("people")}</dt>
          <dd className="font-semibold text-lg tabular-nums">{t("count", { count: people })}</dd>
        </div>
        <div>
          <dt className="text-ink-muted text-xs">{t("cost")}</dt>
          <dd className="font-semibold text-lg tabular-nums">{money(costMicros, currency)}</dd>
        </div>
      </dl>
      <p className="text-pretty text-ink-muted text-sm">
        {t(basis, { days, messages })} {needless > 0 && t("needless", { count: needless })}
      </p>
    </section>
  );
}
