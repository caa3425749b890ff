"use client";

import { X } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SearchBox } from "@/components/rejected/search-box";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { REASON_CLASS_TEXT } from "@/lib/domain/reason/classes";
import { SUPPRESSION_REASONS, SUPPRESSION_STATES, type SuppressionReason } from "@/lib/suppression/choices";

const KEYS = {
  search: parseAsString,
  reason: parseAsString,
  state: parseAsString,
  older: parseAsString,
  newer: parseAsString,
};
const EVERYTHING = "everything";

/** Why a number is on the list, in the reader's language. */
export function useReasonLabel(): (reason: SuppressionReason) => string {
  const t = useTranslations("suppression.reasons");
  const locale = useLocale();
  return (reason) => (reason === "manual" ? t("manual") : REASON_CLASS_TEXT[reason].label[locale]);
}

export function SuppressionFilters({ isViewer }: { readonly isViewer: boolean }) {
  const t = useTranslations("suppression.filters");
  const label = useReasonLabel();
  const [, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(KEYS, { shallow: false, startTransition });
  const set = useCallback(
    (key: "search" | "reason" | "state", value: string) =>
      void setValues({ [key]: value || null, older: null, newer: null }),
    [setValues],
  );
  const search = useCallback((text: string) => set("search", text), [set]);
  return (
    <search aria-label={t("label")} className="flex flex-col gap-2 p-4 sm:flex-row sm:items-center sm:px-5">
      <div className="sm:w-72">
        <SearchBox
          label={isViewer ? t("searchViewer") : t("search")}
          value={values.search ?? ""}
          onSearch={search}
        />
      </div>
      <Select
        aria-label={t("reason")}
        className="sm:w-48"
        value={values.reason ?? EVERYTHING}
        onValueChange={(value) => set("reason", value === EVERYTHING ? "" : value)}
        options={[
          { value: EVERYTHING, label: t("allReasons") },
          ...SUPPRESSION_REASONS.map((reason) => ({ value: reason, label: label(reason) })),
        ]}
      />
      <SegmentedControl
        aria-label={t("state")}
        value={values.state ?? "active"}
        onValueChange={(value) => set("state", value === "active" ? "" : value)}
        options={SUPPRESSION_STATES.map((state) => ({ value: state, label: t(state) }))}
        className="self-start"
      />
      {(values.search || values.reason || values.state) && (
        <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={() => void setValues(null)}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
