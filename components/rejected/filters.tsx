"use client";

import { SlidersHorizontal, X } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useState, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SearchBox } from "@/components/rejected/search-box";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { REASON_CLASS_TEXT, REASON_CLASSES } from "@/lib/domain/reason/classes";
import { regionNames } from "@/lib/i18n/region-names";

const KEYS = {
  search: parseAsString,
  class: parseAsString,
  code: parseAsString,
  campaignId: parseAsString,
  connectionId: parseAsString,
  country: parseAsString,
  from: parseAsString,
  to: parseAsString,
  older: parseAsString,
  newer: parseAsString,
};
type Key = Exclude<keyof typeof KEYS, "older" | "newer">;
const FILTERS = ["search", "class", "code", "campaignId", "connectionId", "country", "from", "to"] as const;
const EVERYTHING = "all";

export type FilterChoices = {
  readonly campaigns: readonly { readonly id: number; readonly name: string }[];
  readonly connections: readonly { readonly id: number; readonly name: string }[];
  readonly countries: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly title: string }[];
};

/** Filters of the rejected list; all of their state lives in the address. */
export function RejectedFilters({ choices, isViewer }: { choices: FilterChoices; isViewer: boolean }) {
  const t = useTranslations("rejected.filters");
  const locale = useLocale();
  const [pending, startTransition] = useTransition();
  const [values, setValues] = useQueryStates(KEYS, { shallow: false, startTransition });
  const [open, setOpen] = useState(false);
  // A filter that changes makes the place in the old list meaningless.
  const set = useCallback(
    (key: Key, value: string) => void setValues({ [key]: value || null, older: null, newer: null }),
    [setValues],
  );
  const search = useCallback((text: string) => set("search", text), [set]);
  const regions = regionNames(locale);
  const active = FILTERS.some((key) => values[key]);
  const choice = (key: Key, label: string, everything: string, options: readonly [string, string][]) => (
    <Select
      key={key}
      aria-label={label}
      value={values[key] ?? EVERYTHING}
      onValueChange={(value) => set(key, value === EVERYTHING ? "" : value)}
      options={[
        { value: EVERYTHING, label: everything },
        ...options.map(([value, text]) => ({ value, label: text })),
      ]}
    />
  );
  const date = (key: "from" | "to") => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the Input inside
    <label className="flex items-center gap-2 text-ink-muted text-xs">
      <span className="shrink-0">{t(key)}</span>
      <Input
        type="date"
        value={values[key] ?? ""}
        onValueChange={(value) => set(key, value)}
        className="min-w-0"
      />
    </label>
  );
  return (
    <search aria-label={t("label")} className="grid gap-2 p-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-4">
      <SearchBox
        label={isViewer ? t("searchViewer") : t("search")}
        value={values.search ?? ""}
        onSearch={search}
      />
      {choice(
        "class",
        t("class"),
        t("allClasses"),
        REASON_CLASSES.map((name) => [name, REASON_CLASS_TEXT[name].label[locale]]),
      )}
      <Button
        className="sm:hidden"
        icon={<SlidersHorizontal aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("more")}
      </Button>
      <div className={cn("contents", !open && "max-sm:hidden")}>
        {choice(
          "code",
          t("reason"),
          t("allReasons"),
          choices.reasons
            .filter(({ code }) => code !== "")
            .map(({ code, title }) => [code, `${title} (${code})`]),
        )}
        {choice("campaignId", t("campaign"), t("allCampaigns"), choices.campaigns.map(pair))}
        {choice("connectionId", t("connection"), t("allConnections"), choices.connections.map(pair))}
        {choice(
          "country",
          t("country"),
          t("allCountries"),
          choices.countries.map((code) => [code, regions.of(code) ?? code]),
        )}
        {date("from")}
        {date("to")}
      </div>
      {(active || pending) && (
        <div className="flex items-center gap-3 sm:col-span-full">
          {active && (
            <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={() => void setValues(null)}>
              {t("clear")}
            </Button>
          )}
          {pending && <Spinner className="size-4 text-ink-muted" />}
        </div>
      )}
    </search>
  );
}

const pair = ({ id, name }: { id: number; name: string }): [string, string] => [String(id), name];
