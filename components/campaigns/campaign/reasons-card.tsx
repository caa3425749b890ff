"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquareReply } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { messagesHref, rejectedHref } from "@/components/campaigns/links";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { SendDialog } from "@/components/fallbacks/send-dialog";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { InlineTip } from "@/components/ui/tooltip";
import { reasonsQuery } from "@/lib/client/reasons";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { ratio } from "@/lib/domain/campaign/metrics";
import type { Reasons } from "@/lib/reports/reasons/definition";
import { ReportCard } from "./report-card";

type Code = Reasons["classes"][number]["codes"][number];

type Props = { readonly campaignId: number; readonly mayAct: boolean };

export function ReasonsCard({ campaignId, mayAct }: Props) {
  const t = useTranslations("campaign.reasons");
  const f = useTranslations("fallbacks.send");
  const query = useQuery({ ...reasonsQuery(campaignId), ...useLivePolling<Reasons>(reportChange) });
  return (
    <ReportCard
      title={t("title")}
      description={t("text")}
      actions={
        <>
          {mayAct && (query.data?.rejected ?? 0) > 0 && (
            <SendDialog
              what={{ filter: { campaignId: String(campaignId) } }}
              trigger={
                <Button size="sm" icon={<MessageSquareReply aria-hidden />}>
                  {f("button")}
                </Button>
              }
            />
          )}
          <LinkButton href={rejectedHref(campaignId)} size="sm">
            {t("open")}
          </LinkButton>
        </>
      }
      flush
      query={query}
      isEmpty={({ rejected }) => rejected === 0}
      nothing={t("none")}
    >
      {(data) => <ReasonTable data={data} campaignId={campaignId} />}
    </ReportCard>
  );
}

function ReasonTable({ data, campaignId }: { readonly data: Reasons; readonly campaignId: number }) {
  const t = useTranslations("campaign.reasons");
  const text = useMetricText();
  const share = (n: number): string => text.percent(ratio(n, data.rejected));
  return (
    <Table label={t("title")}>
      <THead>
        <Tr>
          <Th>{t("reason")}</Th>
          <Th>{t("code")}</Th>
          <Th>{t("action")}</Th>
          <Th numeric>{t("count")}</Th>
          <Th numeric>{t("share")}</Th>
        </Tr>
      </THead>
      <TBody>
        {data.classes.map((group) => (
          <Fragment key={group.class}>
            <Tr className="[&>*]:bg-sunken">
              <RowHeader colSpan={3} className="bg-sunken py-2.5">
                <InlineTip content={group.meaning}>{group.label}</InlineTip>
              </RowHeader>
              <Td numeric className="bg-sunken font-semibold">
                {text.count(group.rejected)}
              </Td>
              <Td numeric className="bg-sunken font-semibold">
                {share(group.rejected)}
              </Td>
            </Tr>
            {group.codes.map((code) => (
              <CodeRow
                key={`${code.provider} ${code.code}`}
                code={code}
                share={share(code.rejected)}
                campaignId={campaignId}
              />
            ))}
          </Fragment>
        ))}
      </TBody>
    </Table>
  );
}

function CodeRow({
  code,
  share,
  campaignId,
}: {
  readonly code: Code;
  readonly share: string;
  readonly campaignId: number;
}) {
  const t = useTranslations("campaign.reasons");
  const text = useMetricText();
  return (
    <Tr>
      <RowHeader className="min-w-56 font-normal">
        <span className="block font-medium">{code.title}</span>
        <span className="block text-ink-muted text-xs leading-relaxed">{code.sentence}</span>
      </RowHeader>
      <Td>
        <span className="block font-mono text-xs">{code.code || t("noCode")}</span>
        <span className="block text-2xs text-ink-muted">{code.provider}</span>
      </Td>
      <Td className="min-w-48">
        <span className="block">{code.action}</span>
        <span className="block text-ink-muted text-xs">{t("mustAct", { who: code.mustAct })}</span>
      </Td>
      <Td numeric>
        <Link
          href={messagesHref({ campaignId, show: "rejected", code: code.code })}
          prefetch={false}
          className="rounded-sm font-medium underline-offset-4 hover:underline"
        >
          {text.count(code.rejected)}
        </Link>
      </Td>
      <Td numeric className="text-ink-muted">
        {share}
      </Td>
    </Tr>
  );
}
