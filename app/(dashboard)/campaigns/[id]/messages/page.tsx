import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CampaignMessages } from "@/components/campaigns/messages/campaign-messages";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { loadCampaign } from "@/lib/reports/load-campaign";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const campaign = await loadCampaign(await requireSession(), (await params).id);
  const t = await getTranslations("campaign");
  return { title: campaign && `${t("tabs.messages")} · ${campaign.name}` };
}

export default async function CampaignMessagesPage({ params }: Props) {
  const session = await requireSession();
  const campaign = await loadCampaign(session, (await params).id);
  if (!campaign) notFound();
  const isOperator = mayAct(session.role, "operator");
  const webhookUrls = isOperator ? (await getCampaign(session, campaign)).webhookUrls : null;
  return (
    <ClientMessages namespaces={["campaign", "metrics"]}>
      <CampaignMessages initial={campaign} webhookUrls={webhookUrls} mayUsePrefix={isOperator} />
    </ClientMessages>
  );
}
