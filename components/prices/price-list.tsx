"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type NamedPrice, PriceTable } from "@/components/prices/price-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PRICED_CHANNELS } from "@/lib/domain/fallback/price";
import { regionNames } from "@/lib/i18n/region-names";
import type { PriceView } from "@/lib/prices/contract";

/** Rows of a table at once; whoever looks for a price searches. */
const SHOWN = 200;

type Props = {
  readonly items: readonly PriceView[];
  /** Names of providers by their id. */
  readonly providerNames: Readonly<Record<string, string>>;
};

/** The price table by channel and country, searched by the names that people know. */
export function PriceList({ items, providerNames }: Props) {
  const t = useTranslations("prices");
  const [search, setSearch] = useState("");
  const named = useNamed(items, providerNames);
  const wanted = search.trim().toLocaleLowerCase();
  const found = named.filter(({ countryName, country, providerName, provider }) =>
    [countryName, country, providerName, provider].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
  return (
    <>
      <Field label={t("search")} className="max-w-xs">
        <Input type="search" value={search} onValueChange={setSearch} placeholder={t("searchExample")} />
      </Field>
      {found.length === 0 && (
        <Card>
          <EmptyState icon={<Search aria-hidden />} title={t("notFound", { search })}>
            {t("notFoundText")}
          </EmptyState>
        </Card>
      )}
      {PRICED_CHANNELS.map((channel) => {
        const prices = found.filter((price) => price.channel === channel);
        if (prices.length === 0) return null;
        return (
          <Card key={channel} flush title={t(`channel.${channel}`)} description={t(`unit.${channel}`)}>
            <PriceTable label={t(`channel.${channel}`)} prices={prices.slice(0, SHOWN)} />
            {prices.length > SHOWN && (
              <p className="px-5 py-3 text-ink-muted text-xs">
                {t("more", { count: prices.length - SHOWN })}
              </p>
            )}
          </Card>
        );
      })}
    </>
  );
}

/** In the order of the reader's names, with the prices for any country first. */
function useNamed(
  items: readonly PriceView[],
  providerNames: Readonly<Record<string, string>>,
): NamedPrice[] {
  const t = useTranslations("prices");
  const locale = useLocale();
  const regions = regionNames(locale);
  const inOrder = new Intl.Collator(locale);
  return items
    .map((price) => ({
      ...price,
      countryName: price.country === "*" ? t("anyCountry") : (regions.of(price.country) ?? price.country),
      providerName:
        price.provider === "*" ? t("anyProvider") : (providerNames[price.provider] ?? price.provider),
    }))
    .sort(
      (one, other) =>
        Number(other.country === "*") - Number(one.country === "*") ||
        inOrder.compare(one.countryName, other.countryName) ||
        Number(other.provider === "*") - Number(one.provider === "*") ||
        inOrder.compare(one.providerName, other.providerName) ||
        one.validFrom.localeCompare(other.validFrom),
    );
}
