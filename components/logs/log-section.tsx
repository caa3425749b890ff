"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Table2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { LogCard } from "@/components/logs/log-card";
import { type LogChoices, LogDialog } from "@/components/logs/log-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { logsQuery } from "@/lib/client/logs";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { LogList } from "@/lib/logs/contract";

type Props = LogChoices & { readonly initial: LogList; readonly isAdmin: boolean };

/** All logs with their state, live. */
export function LogSection({ initial, isAdmin, ...choices }: Props) {
  const t = useTranslations("logs");
  const { data } = useQuery({
    ...logsQuery(),
    initialData: initial,
    ...useLivePolling<Props["initial"]>(({ items }) =>
      items.map(({ waiting, state, rewriting }) => `${waiting} ${state} ${rewriting}`).join(),
    ),
  });
  const add = isAdmin && (
    <LogDialog
      {...choices}
      log={null}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("new")}
        </Button>
      }
    />
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} actions={data.items.length > 0 && add} />
      {data.items.length === 0 && (
        <Card>
          <EmptyState icon={<Table2 aria-hidden />} title={t("empty")} action={add}>
            {t(isAdmin ? "emptyText" : "adminOnly")}
          </EmptyState>
        </Card>
      )}
      {data.items.map((log) => (
        <LogCard key={log.id} log={log} isAdmin={isAdmin} choices={choices} />
      ))}
    </>
  );
}
