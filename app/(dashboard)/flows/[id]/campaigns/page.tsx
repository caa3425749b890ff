import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlowCampaigns } from "@/components/flows/flow-campaigns";
import { FlowFrame } from "@/components/flows/flow-frame";
import { mayAct } from "@/lib/auth/context";
import { loadFlowPage } from "@/lib/flows/load-flow-page";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await loadFlowPage((await params).id);
  return { title: page?.flow.name };
}

export default async function FlowCampaignsPage({ params }: Props) {
  const page = await loadFlowPage((await params).id);
  if (!page) notFound();
  const { session, flow, hasChanges } = page;
  return (
    <FlowFrame flow={flow} role={session.role} hasChanges={hasChanges}>
      <FlowCampaigns campaigns={flow.campaigns} mayAct={mayAct(session.role, "operator")} />
    </FlowFrame>
  );
}
