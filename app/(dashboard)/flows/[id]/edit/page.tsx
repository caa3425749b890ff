import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FlowEditor } from "@/components/flows/editor/flow-editor";
import { requireSession } from "@/lib/auth/session";
import { pathId } from "@/lib/contracts/ids";
import { editorChoices } from "@/lib/fallback/rules/editor-choices";
import { findFlowForPage } from "@/lib/flows/list-flows";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const session = await requireSession("operator");
  const flow = await findFlowForPage(session, pathId.parse((await params).id));
  return { title: flow && (await getTranslations("flowEditor"))("pageTitle", { name: flow.name }) };
}

export default async function EditFlowPage({ params }: Props) {
  const session = await requireSession("operator");
  const flow = await findFlowForPage(session, pathId.parse((await params).id));
  if (!flow) notFound();
  // Nobody can change an archived flow; its own page says so.
  if (flow.archived) redirect(`/flows/${flow.id}`);
  const choices = await editorChoices(session);
  return (
    <ClientMessages namespaces={["flowEditor", "flowSteps", "fallbackRules"]}>
      <FlowEditor key={flow.id} flow={flow} choices={choices} />
    </ClientMessages>
  );
}
