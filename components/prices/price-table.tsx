"use client";

import { useFormatter, useTranslations } from "use-intl";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { PriceView } from "@/lib/prices/contract";

export type NamedPrice = PriceView & { readonly countryName: string; readonly providerName: string };

type Props = { readonly label: string; readonly prices: readonly NamedPrice[] };

/** Prices of one channel; a country's rows stand under one heading. */
export function PriceTable({ label, prices }: Props) {
  const t = useTranslations("prices");
  const format = useFormatter();
  const money = ({ unitPrice, currency }: NamedPrice) =>
    format.number(Number(unitPrice), { style: "currency", currency, maximumFractionDigits: 6 });
  return (
    <Table label={label}>
      <THead>
        <Tr>
          <Th>{t("country")}</Th>
          <Th>{t("provider")}</Th>
          <Th numeric>{t("price")}</Th>
          <Th>{t("validFrom")}</Th>
        </Tr>
      </THead>
      <TBody>
        {prices.map((price, at) => {
          const isFirst = prices[at - 1]?.country !== price.country;
          const span = prices.filter(({ country }) => country === price.country).length;
          return (
            <Tr key={`${price.country} ${price.provider} ${price.validFrom}`}>
              {isFirst && (
                <RowHeader rowSpan={span} scope={span > 1 ? "rowgroup" : "row"} className="align-top">
                  {price.countryName}
                </RowHeader>
              )}
              <Td className="first:pl-3 sm:first:pl-3">{price.providerName}</Td>
              <Td numeric>{money(price)}</Td>
              <Td>
                <DateTime value={price.validFrom} timeZone="UTC" format="day" />
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
