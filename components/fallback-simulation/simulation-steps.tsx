import { useFormatter, useTranslations } from "use-intl";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Simulation } from "@/lib/fallback/simulate/contract";

type Props = { readonly steps: Simulation["steps"]; readonly money: (micros: number) => string };

/** Every step with what is assumed of it; a rule of one step says all that above. */
export function SimulationSteps({ steps, money }: Props) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  if (steps.length < 2) return null;
  const assumed = steps.slice(0, -1).every(({ reach }) => reach !== null);
  return (
    <div className="flex flex-col gap-2">
      <Table label={t("steps")}>
        <THead>
          <Tr>
            <Th>{t("step")}</Th>
            <Th>{t("wait")}</Th>
            <Th numeric>{t("sends")}</Th>
            <Th numeric>{t("cost")}</Th>
            <Th numeric>{t("reach")}</Th>
          </Tr>
        </THead>
        <TBody>
          {steps.map(({ channel, afterMinutes, sends, costMicros, reach }, i) => (
            <Tr key={afterMinutes + channel}>
              <Td>{t("stepNamed", { n: i + 1, channel })}</Td>
              <Td>{t("minutes", { minutes: afterMinutes })}</Td>
              <Td numeric>{format.number(sends)}</Td>
              <Td numeric>{money(costMicros)}</Td>
              <Td numeric>{reach ? format.number(reach.rate, "percent") : t("unknownReach")}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      <p className="text-pretty text-ink-muted text-xs">{t(assumed ? "assumed" : "assumedNone")}</p>
    </div>
  );
}
