import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StateBadge } from "@/components/connections/connection-card";
import { EditForm } from "@/components/connections/edit-form";
import { Health } from "@/components/connections/health";
import { RemoveConnection } from "@/components/connections/remove-connection";
import { SecretRotation } from "@/components/connections/secret-rotation";
import { SetupGuide } from "@/components/connections/setup-guide";
import { TestCredentials } from "@/components/connections/test-credentials";
import { TestStatus } from "@/components/connections/test-status";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy";
import { PageHeader } from "@/components/ui/page-header";
import { type Context, mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { connectionHealth } from "@/lib/connections/connection-health";
import { connectionIdInput } from "@/lib/connections/contract";
import { getConnection } from "@/lib/connections/get-connection";
import { listProviders } from "@/lib/connections/list-providers";
import { canSend } from "@/lib/connections/test-connection";
import { AppError } from "@/lib/errors";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("title") };
}

export default async function ConnectionPage({ params }: Props) {
  const session = await requireSession();
  const [t, { connection, health, provider }] = await Promise.all([
    getTranslations("connections"),
    load(session, (await params).id),
  ]);
  const isAdmin = mayAct(session.role, "admin");
  const isOperator = mayAct(session.role, "operator");
  // Before anything has come, setting it up is what people are here for; afterwards, how it is doing.
  const isNew = connection.lastReceivedAt === null;
  const report = <Health connectionId={connection.id} health={health} canSeeSamples={isOperator} />;
  return (
    <ClientMessages namespaces={["connections"]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title={connection.name}
          breadcrumbs={[{ label: t("title"), href: "/connections" }]}
          meta={
            <>
              <Badge>{connection.providerName}</Badge>
              <StateBadge connection={connection} />
            </>
          }
        />
        {!isNew && report}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-6">
            <Card
              title={t("webhook.title")}
              description={t("webhook.text", { provider: connection.providerName })}
            >
              <CopyField text={connection.webhookUrl} name={t("webhook.name")} />
              <p className="mt-2 text-ink-muted text-xs">{t("webhook.perCampaign")}</p>
            </Card>
            <SetupGuide provider={provider} connection={connection} canReveal={isAdmin} />
            {isOperator && <TestStatus connectionId={connection.id} providerName={provider.name} />}
            {isOperator && canSend(provider.id) && (
              <TestCredentials connectionId={connection.id} providerName={provider.name} />
            )}
          </div>
          {isAdmin ? (
            <div className="flex min-w-0 flex-col gap-6">
              <EditForm connection={connection} provider={provider} />
              <SecretRotation connection={connection} provider={provider} />
              <RemoveConnection id={connection.id} name={connection.name} />
            </div>
          ) : (
            <p className="text-ink-muted text-sm">{t("adminOnly")}</p>
          )}
        </div>
        {isNew && report}
      </div>
    </ClientMessages>
  );
}

async function load(session: Context, given: string) {
  const id = connectionIdInput.parse({ id: given });
  try {
    const [connection, health] = await Promise.all([
      getConnection(session, id),
      connectionHealth(session, id),
    ]);
    const provider = listProviders().items.find((one) => one.id === connection.provider);
    if (provider) return { connection, health, provider };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
  notFound();
}
