import { LifeBuoy, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ArchivedRules } from "@/components/fallback-rules/archived-rules";
import { DefaultsForm } from "@/components/fallback-rules/defaults-form";
import { RuleTable } from "@/components/fallback-rules/rule-table";
import { WorkspaceKillSwitch } from "@/components/fallback-rules/workspace-kill-switch";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { getFallbackDefaults } from "@/lib/fallback/modes/defaults";
import { listRules } from "@/lib/fallback/rules/list-rules";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fallbackRules"))("title") };
}

export default async function FallbacksPage() {
  const session = await requireSession("operator");
  const [t, { items }, { items: archived }, defaults] = await Promise.all([
    getTranslations("fallbackRules"),
    listRules(session, { archived: "false" }),
    listRules(session, { archived: "true" }),
    getFallbackDefaults(session),
  ]);
  const isAdmin = mayAct(session.role, "admin");
  const add = isAdmin && (
    <LinkButton href="/settings/fallbacks/new" variant="primary">
      <Plus aria-hidden />
      {t("new")}
    </LinkButton>
  );
  return (
    <ClientMessages namespaces={["fallbackRules"]}>
      <PageHeader title={t("title")} description={t("text")} actions={items.length > 0 && add} />
      <WorkspaceKillSwitch initial={defaults.halted} />
      <Card flush>
        {items.length > 0 ? (
          <RuleTable rules={items} currency={defaults.currency} />
        ) : (
          <EmptyState icon={<LifeBuoy aria-hidden />} title={t("empty")} action={add}>
            {isAdmin ? t("emptyText") : t("adminOnly")}
          </EmptyState>
        )}
      </Card>
      {archived.length > 0 && <ArchivedRules rules={archived} mayRestore={isAdmin} />}
      {isAdmin && <DefaultsForm defaults={defaults} rules={items.map(({ id, name }) => ({ id, name }))} />}
    </ClientMessages>
  );
}
