"use client";

import { Link2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy";
import { Dialog } from "@/components/ui/dialog";
import { LinkButton } from "@/components/ui/link-button";

export type WebhookUrl = { readonly connectionId: string; readonly name: string; readonly url: string };

/** One address a connection, each with the way to its provider's instructions. */
export function WebhookUrls({
  urls,
  isUnassigned,
}: {
  readonly urls: readonly WebhookUrl[];
  readonly isUnassigned: boolean;
}) {
  const t = useTranslations("campaign.webhook");
  if (isUnassigned) return <p className="text-ink-muted">{t("unassigned")}</p>;
  if (urls.length === 0) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-ink-muted">{t("none")}</p>
        <LinkButton href="/connections/new" size="sm" variant="primary">
          {t("connect")}
        </LinkButton>
      </div>
    );
  }
  return (
    <ul className="flex flex-col gap-4">
      {urls.map(({ connectionId, name, url }) => (
        <li key={connectionId} className="flex flex-col gap-1.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{name}</span>
            <Link
              href={`/connections/${connectionId}`}
              className="rounded-sm text-accent-text text-xs underline-offset-4 hover:underline"
            >
              {t("howTo", { name })}
            </Link>
          </div>
          <CopyField text={url} name={t("url", { name })} />
        </li>
      ))}
    </ul>
  );
}

export function WebhookDialog(props: Parameters<typeof WebhookUrls>[0]) {
  const t = useTranslations("campaign.webhook");
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      size="md"
      trigger={<Button icon={<Link2 aria-hidden />}>{t("title")}</Button>}
    >
      <WebhookUrls {...props} />
    </Dialog>
  );
}
