import { useFormatter, useTranslations } from "use-intl";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Simulation } from "@/lib/fallback/simulate/contract";

/** Rows of each list; the rest is a long tail. */
const SHOWN = 8;

type Props = { readonly result: Simulation; readonly money: (micros: number) => string };

/** Where the attempts and their cost come from. */
export function SimulationDetails({ result, money }: Props) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  const countryName = useCountryName();
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Table label={t("countries")}>
        <THead>
          <Tr>
            <Th>{t("country")}</Th>
            <Th numeric>{t("sends")}</Th>
            <Th numeric>{t("cost")}</Th>
          </Tr>
        </THead>
        <TBody>
          {result.countries.slice(0, SHOWN).map(({ country, sends, costMicros }) => (
            <Tr key={country}>
              <Td>{country === "" ? t("unknownCountry") : countryName(country)}</Td>
              <Td numeric>{format.number(sends)}</Td>
              <Td numeric>{costMicros === null ? t("noPrice") : money(costMicros)}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {result.reasons.length > 0 && (
        <Table label={t("reasons")}>
          <THead>
            <Tr>
              <Th>{t("code")}</Th>
              <Th numeric>{t("sends")}</Th>
            </Tr>
          </THead>
          <TBody>
            {result.reasons.slice(0, SHOWN).map(({ provider, code, sends }) => (
              <Tr key={`${provider}|${code}`}>
                <Td>{code === "" ? t("noCode") : `${code} (${provider})`}</Td>
                <Td numeric>{format.number(sends)}</Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
    </div>
  );
}
