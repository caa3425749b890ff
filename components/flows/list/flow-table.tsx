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
    <>
      <ul aria-label={label} className="divide-y divide-line md:hidden">
        {flows.map((flow) => (
          <FlowCard key={flow.id} flow={flow} role={role} />
        ))}
      </ul>
      <Table label={label} regionClassName="max-md:hidden">
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
    </>
  );
}

type RowProps = { readonly flow: FlowView; readonly role: Role };

/** A row of the table where it would not fit. */
function FlowCard({ flow, role }: RowProps) {
  const t = useTranslations("flows");
  const format = useFormatter();
  return (
    <li className="flex items-start gap-2 py-3 pr-2 pl-4">
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <FlowName flow={flow} />
        <FlowState version={flow.publishedVersion} hasChanges={flow.hasUnpublishedChanges} />
        <span className="text-ink-muted text-xs">
          {t("columns.campaigns")}: {format.number(flow.campaigns, "count")} · {t("columns.runs")}:{" "}
          {format.number(flow.runsToday, "count")}
        </span>
        <span className="text-ink-muted text-xs">
          <DateTime value={flow.draftAt} /> · {t("by", { who: flow.draftBy })}
        </span>
      </div>
      {mayAct(role, "operator") && <FlowMenu flow={flow} isAdmin={mayAct(role, "admin")} />}
    </li>
  );
}

function FlowName({ flow }: { readonly flow: FlowView }) {
  const t = useTranslations("flows");
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Link href={`/flows/${flow.id}`} className="break-words font-medium text-accent-text hover:underline">
        {flow.name}
      </Link>
      {flow.isDefault && <Badge tone="accent">{t("isDefault")}</Badge>}
    </span>
  );
}

function FlowRow({ flow, role }: RowProps) {
  const t = useTranslations("flows");
  const format = useFormatter();
  return (
    <Tr>
      <RowHeader>
        <FlowName flow={flow} />
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
