import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { SecretButton } from "@/components/flows/secrets/secret-button";
import { SecretTable } from "@/components/flows/secrets/secret-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { listSecrets } from "@/lib/named-secrets/manage";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("flows"))("secrets.title") };
}

export default async function SecretsPage() {
  const session = await requireSession("admin");
  const [t, { items }] = await Promise.all([getTranslations("flows"), listSecrets(session)]);
  return (
    <ClientMessages namespaces={["flows"]}>
      <PageHeader
        title={t("secrets.title")}
        description={t("secrets.text", { place: "{{secret.name}}" })}
        actions={<SecretButton name={null} />}
      />
      <Card flush>
        {items.length > 0 ? (
          <SecretTable secrets={items} />
        ) : (
          <EmptyState icon={<KeyRound aria-hidden />} title={t("secrets.empty")}>
            {t("secrets.emptyText")}
          </EmptyState>
        )}
      </Card>
    </ClientMessages>
  );
}
