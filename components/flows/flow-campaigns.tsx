import { Megaphone } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { FlowDetail } from "@/lib/flows/contract";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly campaigns: FlowDetail["campaigns"]; readonly mayAct: boolean };

/** The campaigns that run a flow, with the addresses that their statuses are sent to. */
export async function FlowCampaigns({ campaigns, mayAct }: Props) {
  const t = await getTranslations("flows");
  if (campaigns.length === 0)
    return (
      <Card flush>
        <EmptyState
          icon={<Megaphone aria-hidden />}
          title={t("campaigns.none")}
          action={<LinkButton href="/">{t("campaigns.overview")}</LinkButton>}
        >
          {t("campaigns.noneText")}
        </EmptyState>
      </Card>
    );
  return (
    <Card
      title={t("campaigns.list")}
      description={mayAct ? t("campaigns.webhooks") : t("campaigns.forOperators")}
    >
      <ul className="flex flex-col divide-y divide-line">
        {campaigns.map(({ id, name, webhookUrls }) => (
          <li key={id} className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
            <Link
              href={`/campaigns/${id}`}
              className="self-start font-medium text-accent-text hover:underline"
            >
              {name}
            </Link>
            {mayAct && webhookUrls.length === 0 && (
              <p className="text-ink-muted text-xs">{t("campaigns.noUrls")}</p>
            )}
            {webhookUrls.map(({ connection, url }) => (
              <div key={url} className="flex flex-col gap-1">
                <span className="text-ink-muted text-xs">{connection}</span>
                <CopyField text={url} name={t("campaigns.url", { connection })} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}
