import type { Metadata } from "next";
import Link from "next/link";
import { Contents, entriesByGroup } from "@/components/api-docs/contents";
import { OperationCard } from "@/components/api-docs/operation-card";
import { Card } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { openApiDocument } from "@/lib/api/openapi";
import { requireSession } from "@/lib/auth/session";
import { publicUrl } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apiDocs"))("title") };
}

export default async function ApiDocsPage() {
  await requireSession();
  const t = await getTranslations("apiDocs");
  const server = publicUrl();
  const groups = entriesByGroup(openApiDocument(server));
  const download = (
    <LinkButton href="/api/v1/openapi.json" prefetch={false}>
      {t("document")}
    </LinkButton>
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t("title")} description={t("description")} actions={download} />
      <div className="grid gap-8 xl:grid-cols-[14rem_minmax(0,1fr)]">
        <Contents label={t("contents")} groups={groups} />
        <div className="flex min-w-0 flex-col gap-6">
          <Card title={t("access.title")}>
            <div className="flex flex-col gap-3">
              <p className="max-w-prose text-sm leading-relaxed">
                {t.rich("access.text", {
                  keys: (text) => (
                    <Link href="/settings/api-keys" className="text-accent-text underline">
                      {text}
                    </Link>
                  ),
                })}
              </p>
              <CopyField text={`${server}/api/v1`} name={t("access.address")} />
            </div>
          </Card>
          {groups.flatMap(({ entries }) =>
            entries.map((entry) => (
              <OperationCard key={entry.operation.operationId} server={server} {...entry} />
            )),
          )}
        </div>
      </div>
    </div>
  );
}
