import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CampaignReport } from "@/components/campaigns/campaign/report";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { loadCampaign } from "@/lib/reports/load-campaign";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const campaign = await loadCampaign(await requireSession(), (await params).id);
  return { title: campaign?.name };
}

export default async function CampaignPage({ params }: Props) {
  const session = await requireSession();
  const campaign = await loadCampaign(session, (await params).id);
  if (!campaign) notFound();
  const { webhookUrls, flowId } = await getCampaign(session, campaign);
  return (
    <ClientMessages namespaces={["campaign", "metrics", "fallbacks", "fallbackRules", "flows"]}>
      <CampaignReport
        initial={campaign}
        webhookUrls={mayAct(session.role, "operator") ? webhookUrls : null}
        flowId={flowId}
      />
    </ClientMessages>
  );
}
