import { useFormatter, useTranslations } from "use-intl";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Simulation } from "@/lib/fallback/simulate/contract";

type Props = { readonly curve: Simulation["curve"]; readonly recommended: number | null };

/** Needless sends over the wait: the bars fall as people who get the message late are waited for. */
export function SimulationCurve({ curve, recommended }: Props) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  const most = Math.max(1, ...curve.map(({ needless }) => needless));
  return (
    <Table label={t("curve")}>
      <THead>
        <Tr>
          <Th>{t("wait")}</Th>
          <Th numeric>{t("sends")}</Th>
          <Th numeric>{t("needless")}</Th>
          <Th>
            <span className="sr-only">{t("curve")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {curve.map(({ waitMinutes, sends, needless }) => (
          <Tr key={waitMinutes} className={waitMinutes === recommended ? "bg-ok-soft" : undefined}>
            <Td>{t("minutes", { minutes: waitMinutes })}</Td>
            <Td numeric>{format.number(sends)}</Td>
            <Td numeric>{format.number(needless)}</Td>
            <Td className="w-1/2 min-w-24" aria-hidden>
              <span
                className="block h-2.5 rounded-full bg-accent"
                style={{ width: `${(needless / most) * 100}%` }}
              />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
