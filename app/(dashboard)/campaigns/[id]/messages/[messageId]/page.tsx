import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MessageView } from "@/components/campaigns/messages/message-view";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { attemptsOfMessage } from "@/lib/fallback/attempts/attempt-log";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { loadCampaign } from "@/lib/reports/load-campaign";
import { loadMessage } from "@/lib/reports/load-message";

type Props = { readonly params: Promise<{ id: string; messageId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaign"))("message.timeline") };
}

export default async function MessagePage({ params }: Props) {
  const session = await requireSession();
  const { messageId } = await params;
  const found = await loadMessage(session, messageId);
  // A message can move to a better-known campaign, so the message says which one it is, not the address.
  const campaign = found && (await loadCampaign(session, found.message.campaignId));
  if (!found || !campaign) notFound();
  const attempts = await attemptsOfMessage(session, { id: BigInt(found.message.id) });
  return (
    <ClientMessages namespaces={["campaign", "metrics", "fallbacks"]}>
      <MessageView
        {...found}
        campaign={{ id: campaign.id, name: campaign.name }}
        recipientZone={found.message.timeZone}
        attempts={attempts.items}
        mayAct={mayAct(session.role, "operator")}
      />
    </ClientMessages>
  );
}
