"use client";

import { Cable, Check, Copy, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";

type Props = { readonly connections: number; readonly canConnect: boolean };

/** A workspace that has heard of no message yet: what to do, and where it stands. */
export function FreshWorkspace({ connections, canConnect }: Props) {
  const t = useTranslations("overview.fresh");
  const connected = connections > 0;
  const current = connected ? 2 : 1;
  return (
    <Card title={t("title")} description={canConnect ? t("text") : t("viewer")}>
      <ol className="grid gap-3 pt-1 md:grid-cols-3">
        <Step
          number={1}
          icon={<Cable />}
          title={t("connect")}
          text={t("connectText")}
          isDone={connected}
          isCurrent={current === 1}
        >
          {canConnect && (
            <LinkButton href="/connections/new" variant={current === 1 ? "primary" : "secondary"}>
              {t("connectAction")}
            </LinkButton>
          )}
        </Step>
        <Step number={2} icon={<Copy />} title={t("copy")} text={t("copyText")} isCurrent={current === 2}>
          {connected && canConnect && (
            <LinkButton href="/connections" variant="primary">
              {t("copyAction")}
            </LinkButton>
          )}
        </Step>
        <Step number={3} icon={<Radio />} title={t("watch")} text={t("watchText")}>
          {connected && canConnect && <LinkButton href="/connections">{t("watchAction")}</LinkButton>}
        </Step>
      </ol>
    </Card>
  );
}

type StepProps = {
  readonly number: number;
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly isDone?: boolean;
  readonly isCurrent?: boolean;
  readonly children?: ReactNode;
};

function Step({ number, icon, title, text, isDone, isCurrent, children }: StepProps) {
  const t = useTranslations("overview.fresh");
  return (
    <li
      aria-current={isCurrent ? "step" : undefined}
      className={cn(
        "flex flex-col gap-2 rounded-lg border border-line bg-sunken p-4",
        isCurrent && "border-accent bg-surface",
      )}
    >
      <div className="flex items-center justify-between gap-2 text-ink-muted text-xs">
        <span className="inline-flex items-center gap-2 [&_svg]:size-4" aria-hidden>
          {icon}
        </span>
        {isDone ? (
          <Badge tone="ok" icon={<Check aria-hidden />}>
            {t("done")}
          </Badge>
        ) : (
          t("step", { number })
        )}
      </div>
      <h3 className="font-semibold">{title}</h3>
      <p className="flex-1 text-ink-muted leading-relaxed">{text}</p>
      {children && <div className="pt-1">{children}</div>}
    </li>
  );
}
