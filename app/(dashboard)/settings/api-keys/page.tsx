import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { ApiKeyTable } from "@/components/settings/api-key-table";
import { NewApiKeyButton } from "@/components/settings/new-api-key-button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApiKeys } from "@/lib/api-keys/manage";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("apiKeys.title") };
}

export default async function ApiKeysPage() {
  const session = await requireSession("admin");
  const [t, keys] = await Promise.all([getTranslations("settings"), listApiKeys(session)]);
  return (
    <>
      <PageHeader title={t("apiKeys.title")} description={t("apiKeys.text")} actions={<NewApiKeyButton />} />
      <Card flush>
        {keys.length > 0 ? (
          <ApiKeyTable apiKeys={keys} />
        ) : (
          <EmptyState icon={<KeyRound aria-hidden />} title={t("apiKeys.empty")}>
            {t("apiKeys.emptyText")}
          </EmptyState>
        )}
      </Card>
    </>
  );
}
