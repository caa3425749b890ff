"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { ATTEMPT_CHANNELS, ATTEMPT_PEOPLE, CAUSES } from "@/lib/fallback/attempts/choices";
import type { AttemptFilterState } from "./use-attempt-filter";

const ANY = "any";

type Props = {
  readonly state: AttemptFilterState;
  readonly campaigns: readonly { readonly id: number; readonly name: string }[];
  readonly isViewer: boolean;
};

type Key = "state" | "channel" | "cause" | "campaignId" | "people";
type Options = readonly { readonly value: string; readonly label: string }[];

export function AttemptFilters({ state: { filter, query, setFilter }, campaigns, isViewer }: Props) {
  const t = useTranslations("fallbacks");
  const label = t(isViewer ? "filters.searchViewer" : "filters.search");
  const choice = (key: Key, name: string, everything: string, options: Options) => (
    <Choice
      name={name}
      value={filter[key]}
      onChange={(value) => void setFilter({ [key]: value })}
      options={[{ value: ANY, label: everything }, ...options]}
    />
  );
  return (
    <search
      aria-label={t("filters.label")}
      className="grid gap-2 p-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-3 xl:grid-cols-6"
    >
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={filter.search ?? ""}
        onValueChange={(search) =>
          void setFilter({ search: search || null }, { limitUrlUpdates: { method: "debounce", timeMs: 300 } })
        }
      />
      {choice(
        "state",
        t("filters.state"),
        t("filters.allStates"),
        ATTEMPT_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      )}
      {choice(
        "channel",
        t("filters.channel"),
        t("filters.allChannels"),
        ATTEMPT_CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })),
      )}
      {choice(
        "cause",
        t("filters.cause"),
        t("filters.allCauses"),
        CAUSES.map((value) => ({ value, label: t(`causes.${value}`) })),
      )}
      {choice(
        "people",
        t("filters.people"),
        t("filters.allPeople"),
        ATTEMPT_PEOPLE.map((value) => ({ value, label: t(`filters.${value}`) })),
      )}
      {choice("campaignId", t("filters.campaign"), t("filters.allCampaigns"), campaigns.map(optionOf))}
      {Object.keys(query).length > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 sm:col-span-full">
          <Period from={filter.from} to={filter.to} />
          <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={() => void setFilter(null)}>
            {t("filters.clear")}
          </Button>
        </div>
      )}
    </search>
  );
}

/** The days of the page that linked here. */
function Period({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  const t = useTranslations("campaign.messages");
  const format = useFormatter();
  const moment = (iso: string): string | null =>
    Number.isNaN(Date.parse(iso)) ? null : format.dateTime(new Date(iso), "moment");
  const [first, last] = [from && moment(from), to && moment(to)];
  if (!first) return null;
  return (
    <span className="text-ink-muted text-xs">
      {last ? t("period", { from: first, to: last }) : t("periodFrom", { from: first })}
    </span>
  );
}

const optionOf = ({ id, name }: Props["campaigns"][number]) => ({ value: String(id), label: name });

type ChoiceProps = {
  readonly name: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly options: Options;
};

function Choice({ name, value, onChange, options }: ChoiceProps) {
  return (
    <Select
      aria-label={name}
      value={value ?? ANY}
      onValueChange={(next) => onChange(next === ANY ? null : next)}
      options={[...options]}
    />
  );
}
