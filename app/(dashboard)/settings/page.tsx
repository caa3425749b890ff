import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NewWorkspaceCard } from "@/components/settings/new-workspace-card";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";
import { workspaceSettings } from "@/lib/workspaces/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("general.title") };
}

/** The workspace's settings; people who can't change them are led to their own. */
export default async function GeneralPage() {
  const session = await requireSession();
  if (!mayAct(session.role, "admin")) redirect("/settings/account");
  const [t, settings] = await Promise.all([getTranslations("settings"), workspaceSettings(session)]);
  return (
    <>
      <PageHeader title={t("general.title")} />
      <WorkspaceForm settings={settings} />
      <NewWorkspaceCard timeZone={settings.timeZone} />
    </>
  );
}
