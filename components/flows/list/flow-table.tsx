"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { mayAct, type Role } from "@/lib/auth/context";
import type { FlowView } from "@/lib/flows/contract";
import { FlowMenu } from "./flow-menu";

type Props = { readonly flows: readonly FlowView[]; readonly role: Role; readonly label: string };

export function FlowTable({ flows, role, label }: Props) {
  const t = useTranslations("flows.columns");
  const isOperator = mayAct(role, "operator");
  return (
    <Table label={label}>
      <THead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("campaigns")}</Th>
          <Th numeric>{t("runs")}</Th>
          <Th>{t("changed")}</Th>
          {isOperator && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </Tr>
      </THead>
      <TBody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} role={role} />
        ))}
      </TBody>
    </Table>
  );
}

function FlowRow({ flow, role }: { readonly flow: FlowView; readonly role: Role }) {
  const t = useTranslations("flows");
  const format = useFormatter();
  return (
    <Tr>
      <RowHeader>
        <span className="flex flex-wrap items-center gap-2">
          <Link href={`/flows/${flow.id}`} className="text-accent-text hover:underline">
            {flow.name}
          </Link>
          {flow.isDefault && <Badge tone="accent">{t("isDefault")}</Badge>}
        </span>
      </RowHeader>
      <Td>
        <FlowState version={flow.publishedVersion} hasChanges={flow.hasUnpublishedChanges} />
      </Td>
      <Td>{t("campaignCount", { count: flow.campaigns })}</Td>
      <Td numeric>{format.number(flow.runsToday, "count")}</Td>
      <Td>
        <DateTime value={flow.draftAt} />
        <span className="block text-ink-muted text-xs">{t("by", { who: flow.draftBy })}</span>
      </Td>
      {mayAct(role, "operator") && (
        <Td className="text-right">
          <FlowMenu flow={flow} isAdmin={mayAct(role, "admin")} />
        </Td>
      )}
    </Tr>
  );
}

/** Which version runs, and whether the draft is another one. */
export function FlowState({
  version,
  hasChanges,
}: {
  readonly version: number | null;
  readonly hasChanges: boolean;
}) {
  const t = useTranslations("flows.state");
  if (version === null) return <Badge tone="warn">{t("never")}</Badge>;
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone="ok">{t("published", { version })}</Badge>
      {hasChanges && <Badge>{t("changes")}</Badge>}
    </span>
  );
}
