"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { NONE } from "@/components/campaigns/links";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { QUANTITIES } from "@/lib/domain/campaign/metrics";
import { type MessageFilter, NO_FILTER } from "./use-message-filter";

type Props = { readonly filter: MessageFilter; readonly mayUsePrefix: boolean };

export function MessageFilters({ filter: { filter, setFilter }, mayUsePrefix }: Props) {
  const t = useTranslations("campaign.messages");
  const m = useTranslations("metrics");
  const label = t(mayUsePrefix ? "search" : "searchViewer");
  return (
    <div className="flex flex-col gap-3 p-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label={label}
          placeholder={label}
          value={filter.search}
          onValueChange={(search) =>
            setFilter({ search }, { limitUrlUpdates: { method: "debounce", timeMs: 300 } })
          }
          className="w-full sm:w-72"
        />
        <Select
          aria-label={t("show")}
          value={filter.show}
          onValueChange={(show) => setFilter({ show })}
          options={QUANTITIES.map((value) => ({
            value,
            label: value === "attempted" ? t("everything") : m(`quantity.${value}`),
          }))}
          className="w-full sm:w-56"
        />
      </div>
      <Chips filter={filter} setFilter={setFilter} />
    </div>
  );
}

/** What a link from a dashboard set; each can be taken off. */
function Chips({ filter, setFilter }: Pick<MessageFilter, "filter" | "setFilter">) {
  const t = useTranslations("campaign.messages");
  const format = useFormatter();
  const countryName = useCountryName();
  const { from, to, country, template, code } = filter;
  const moment = (iso: string): string => format.dateTime(new Date(iso), "moment");
  const value = (text: string): string => (text === NONE ? t("none") : text);
  const chips = [
    ...(from
      ? [
          {
            label: to
              ? t("period", { from: moment(from), to: moment(to) })
              : t("periodFrom", { from: moment(from) }),
            off: { from: null, to: null },
          },
        ]
      : []),
    ...(country
      ? [
          {
            label: t("country", { value: country === NONE ? t("none") : countryName(country) }),
            off: { country: null },
          },
        ]
      : []),
    ...(template ? [{ label: t("template", { value: value(template) }), off: { template: null } }] : []),
    ...(code ? [{ label: t("code", { value: value(code) }), off: { code: null } }] : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {chips.map(({ label, off }) => (
        <li key={label}>
          <button
            type="button"
            aria-label={t("remove", { name: label })}
            onClick={() => setFilter(off)}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-0.5 text-accent-text text-xs hover:underline"
          >
            {label}
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            onClick={() => setFilter(NO_FILTER)}
            className="min-h-6 rounded-sm px-1 text-ink-muted text-xs underline underline-offset-4"
          >
            {t("clear")}
          </button>
        </li>
      )}
    </ul>
  );
}
