import type { Metadata } from "next";
import { RuleEditor } from "@/components/fallback-rules/rule-editor";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { editorChoices } from "@/lib/fallback/rules/editor-choices";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fallbackRules"))("editor.newTitle") };
}

export default async function NewRulePage() {
  const session = await requireSession("admin");
  const [t, choices] = await Promise.all([getTranslations("fallbackRules"), editorChoices(session)]);
  return (
    <ClientMessages namespaces={["simulation", "fallbackRules"]}>
      <PageHeader
        title={t("editor.newTitle")}
        breadcrumbs={[{ label: t("title"), href: "/settings/fallbacks" }]}
      />
      {choices.connections.length > 0 ? (
        <RuleEditor rule={null} choices={choices} mayChange />
      ) : (
        <Notice action={<LinkButton href="/connections/new">{t("addConnection")}</LinkButton>}>
          {t("noSender")}
        </Notice>
      )}
    </ClientMessages>
  );
}
