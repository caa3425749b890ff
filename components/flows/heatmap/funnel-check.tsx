"use client";

import { useTranslations } from "use-intl";
import { StatusBadge } from "@/components/status/status-badge";
import { Card } from "@/components/ui/card";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { InlineTip } from "@/components/ui/tooltip";
import { useHeat } from "./heat-context";
import { useHeatText } from "./use-heat-text";

const TIPS = ["elsewhere", "statuses", "inferred", "funnel"] as const;

/** How the branch's numbers come to those of the campaigns' funnel. */
export function FunnelCheck() {
  const t = useTranslations("flowHeatmap.funnel");
  const { report } = useHeat();
  const { count, signed } = useHeatText();
  if (!report.reconciliation || report.runs.entered === 0) return null;
  return (
    <Card flush title={t("title")} description={`${t("text")} ${t("differ")}`}>
      <Table label={t("table")}>
        <THead>
          <Tr>
            <Th>{t("status")}</Th>
            <Th numeric>{t("runs")}</Th>
            {TIPS.map((key) => (
              <Th key={key} numeric>
                <InlineTip content={t(`${key}Tip`)}>{t(key)}</InlineTip>
              </Th>
            ))}
          </Tr>
        </THead>
        <TBody>
          {report.reconciliation.rows.map((row) => (
            <Tr key={row.status}>
              <RowHeader>
                <StatusBadge status={row.status} />
              </RowHeader>
              <Td numeric>{count(row.runs)}</Td>
              <Td numeric>{signed(row.elsewhere)}</Td>
              <Td numeric>{count(row.statuses)}</Td>
              <Td numeric>{signed(row.inferred)}</Td>
              <Td numeric className="font-semibold">
                {count(row.funnel)}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}
