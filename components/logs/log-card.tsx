"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { LogChoices } from "@/components/logs/log-dialog";
import { LogMenu } from "@/components/logs/log-menu";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { sendJson } from "@/lib/client/get-json";
import { logsQuery } from "@/lib/client/logs";
import type { LogView } from "@/lib/logs/contract";

type Props = { readonly log: LogView; readonly isAdmin: boolean; readonly choices: LogChoices };

export function LogCard({ log, isAdmin, choices }: Props) {
  const t = useTranslations("logs");
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {log.name}
          <Badge tone={log.state === "held" ? "warn" : "ok"}>{t(`state.${log.state}`)}</Badge>
        </span>
      }
      actions={<LogMenu log={log} isAdmin={isAdmin} choices={choices} />}
    >
      <div className="flex flex-col gap-3">
        {log.state === "held" && <HeldNotice log={log} />}
        {log.rewriting && <p className="text-ink-muted">{t("rewriting")}</p>}
        {log.lastRewrite && <LastRewrite rewrite={log.lastRewrite} timeZone={log.timeZone} />}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted">
          <span>{t("waiting", { count: log.waiting })}</span>
          {log.lastWrittenAt ? (
            <span>
              {t("lastWritten")}: <TimeAgo value={log.lastWrittenAt} />
            </span>
          ) : (
            <span>{t("never")}</span>
          )}
          <span>
            {log.kind === "webhook"
              ? t("endpoint", {
                  name: choices.endpoints.find(({ id }) => id === log.endpointId)?.name ?? "—",
                })
              : `${t("account")}: ${log.account?.email ?? "—"}`}
          </span>
        </p>
        <p className="text-ink-muted text-xs">
          {t("columnsOf")}: {log.columns.map(({ name }) => name).join(" · ")}
        </p>
        {log.spreadsheet && (
          <a
            href={log.spreadsheet.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1.5 self-start text-accent-text underline"
          >
            {t("open")}: {log.spreadsheet.title}
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        )}
      </div>
    </Card>
  );
}

type LastRewriteProps = {
  readonly rewrite: NonNullable<LogView["lastRewrite"]>;
  readonly timeZone: string;
};

/** What came of the last period that was written again; its days are the log's. */
function LastRewrite({ rewrite: { from, until, rows, endedAt }, timeZone }: LastRewriteProps) {
  const t = useTranslations("logs.rewrite");
  const format = useFormatter();
  const day = (at: number): string => format.dateTime(new Date(at), "day", { timeZone });
  return (
    <p className="text-ink-muted">
      {t("result", { from: day(Date.parse(from)), until: day(Date.parse(until) - 1), count: rows })} ·{" "}
      <TimeAgo value={endedAt} />
    </p>
  );
}

/** What stands in the way, and the button for when it does no more. */
function HeldNotice({ log: { id, name, waiting, heldWhy } }: { readonly log: LogView }) {
  const t = useTranslations("logs");
  const change = useChange();
  const client = useQueryClient();
  const resume = () =>
    change(async () => {
      await sendJson("POST", `/api/logs/${id}/resume`, { body: {} });
      await client.invalidateQueries(logsQuery());
      return t("resumed", { name });
    });
  return (
    <Notice
      tone="warn"
      title={t("held.title", { name, count: waiting })}
      action={<Button onClick={resume}>{t("resume")}</Button>}
    >
      {heldWhy && t(`held.why.${heldWhy}`)} {t("held.safe")}
    </Notice>
  );
}
