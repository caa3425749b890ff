"use client";

import { Ban, Check, CheckCheck, CircleDashed, CircleHelp, Hourglass, Send } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { EventStatus } from "@/lib/domain/message/status";

export type ShownStatus = EventStatus | "silent";

const LOOKS = {
  accepted: {
    icon: CircleDashed,
    badge: "bg-status-accepted-soft text-status-accepted",
    text: "text-status-accepted",
  },
  sent: { icon: Send, badge: "bg-status-sent-soft text-status-sent", text: "text-status-sent" },
  delivered: {
    icon: Check,
    badge: "bg-status-delivered-soft text-status-delivered",
    text: "text-status-delivered",
  },
  read: { icon: CheckCheck, badge: "bg-status-read-soft text-status-read", text: "text-status-read" },
  rejected: {
    icon: Ban,
    badge: "bg-status-rejected-soft text-status-rejected",
    text: "text-status-rejected",
  },
  silent: { icon: Hourglass, badge: "bg-status-silent-soft text-status-silent", text: "text-status-silent" },
  unknown: { icon: CircleHelp, badge: "bg-status-accepted-soft text-ink-muted", text: "text-ink-muted" },
} as const satisfies Record<ShownStatus, object>;

/** A status as word, icon and colour, so that it never rests on colour alone. */
export function StatusBadge({
  status,
  className,
}: {
  readonly status: ShownStatus;
  readonly className?: string;
}) {
  const t = useTranslations("status");
  const { icon: Icon, badge } = LOOKS[status];
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs",
        badge,
        className,
      )}
    >
      <Icon aria-hidden className="size-3 shrink-0" />
      {t(status)}
    </span>
  );
}

/** The icon alone in the status's colour, for column headers and timelines that say the word beside it. */
export function StatusIcon({
  status,
  className,
}: {
  readonly status: ShownStatus;
  readonly className?: string;
}) {
  const { icon: Icon, text } = LOOKS[status];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", text, className)} />;
}
