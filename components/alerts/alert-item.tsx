"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import type { AlertView } from "@/lib/alerts/contract";

type Props = { readonly alert: AlertView; readonly onAcknowledge: (() => void) | undefined };

/** One alert: what happened, since when, what to do, and the way there. */
export function AlertItem({ alert, onAcknowledge }: Props) {
  const t = useTranslations("alerts");
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 p-4 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <AlertState alert={alert} />
          <h3 className="font-semibold">{alert.title}</h3>
        </div>
        <p className="max-w-prose text-pretty leading-relaxed">{alert.text}</p>
        <p className="max-w-prose text-pretty text-ink-muted leading-relaxed">
          <span className="font-medium text-ink">{t("todo")}: </span>
          {alert.todo}
        </p>
        <p className="flex flex-wrap gap-x-4 text-ink-muted text-xs">
          <span>
            {t("since")} <DateTime value={alert.openedAt} />
          </span>
          {alert.resolvedAt && (
            <span>
              {t("until")} <DateTime value={alert.resolvedAt} />
            </span>
          )}
          {alert.acknowledgedAt && (
            <span>
              {alert.acknowledgedBy} · <DateTime value={alert.acknowledgedAt} />
            </span>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {alert.path && (
          <LinkButton size="sm" href={alert.path}>
            {t("goThere")}
          </LinkButton>
        )}
        {onAcknowledge && !alert.acknowledgedAt && !alert.resolvedAt && (
          <Button size="sm" variant="primary" onClick={onAcknowledge}>
            {t("acknowledge")}
          </Button>
        )}
      </div>
    </li>
  );
}

function AlertState({ alert }: { readonly alert: AlertView }) {
  const t = useTranslations("alerts");
  if (alert.resolvedAt) return <Badge tone="neutral">{t("closedBadge")}</Badge>;
  if (alert.acknowledgedAt) return <Badge tone="warn">{t("seenBadge")}</Badge>;
  return <Badge tone="danger">{t("openBadge")}</Badge>;
}
