import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ArchiveButton } from "@/components/fallback-rules/archive-button";
import { RestoreButton } from "@/components/fallback-rules/restore-button";
import { RuleEditor } from "@/components/fallback-rules/rule-editor";
import { VersionList } from "@/components/fallback-rules/version-list";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { editorChoices } from "@/lib/fallback/rules/editor-choices";
import { findRuleForPage } from "@/lib/fallback/rules/list-rules";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = await findRuleForPage(await requireSession("operator"), (await params).id);
  return { title: rule?.name };
}

export default async function RulePage({ params }: Props) {
  const session = await requireSession("operator");
  const rule = await findRuleForPage(session, (await params).id);
  if (!rule) notFound();
  const [t, choices] = await Promise.all([getTranslations("fallbackRules"), editorChoices(session)]);
  const isAdmin = mayAct(session.role, "admin");
  const mayChange = isAdmin && rule.archivedAt === null;
  const Switch = mayChange ? ArchiveButton : RestoreButton;
  return (
    <ClientMessages namespaces={["simulation", "fallbackRules"]}>
      <PageHeader
        title={rule.name}
        breadcrumbs={[{ label: t("title"), href: "/settings/fallbacks" }]}
        meta={rule.archivedAt && <Badge>{t("archived")}</Badge>}
        actions={isAdmin && <Switch id={rule.id} name={rule.name} />}
      />
      <RuleEditor rule={rule} choices={choices} mayChange={mayChange} />
      <VersionList rule={rule} />
    </ClientMessages>
  );
}
