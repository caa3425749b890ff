import { Coins, Download } from "lucide-react";
import type { Metadata } from "next";
import { ExampleButton } from "@/components/prices/example-button";
import { ImportDialog } from "@/components/prices/import-dialog";
import { PriceList } from "@/components/prices/price-list";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { listProviders } from "@/lib/connections/list-providers";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { listPrices } from "@/lib/prices/list-prices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("prices"))("title") };
}

/** What a segment or a minute costs: estimates, budgets and previews are made of it. */
export default async function PricesPage() {
  const session = await requireSession("operator");
  const [t, { items, currency }] = await Promise.all([getTranslations("prices"), listPrices(session)]);
  const canChange = mayAct(session.role, "admin");
  const names = Object.fromEntries(listProviders().items.map(({ id, name }) => [id, name]));
  return (
    <ClientMessages namespaces={["prices"]}>
      <PageHeader
        title={t("title")}
        description={t("text", { currency })}
        actions={
          <>
            {items.length > 0 && (
              <a href="/api/exports/prices" download className={buttonStyle({})}>
                <Download aria-hidden className="size-4" />
                {t("export")}
              </a>
            )}
            {canChange && <ImportDialog currency={currency} />}
          </>
        }
      />
      {items.length > 0 ? (
        <PriceList items={items} providerNames={names} />
      ) : (
        <Card>
          <EmptyState icon={<Coins aria-hidden />} title={t("empty")} action={canChange && <ExampleButton />}>
            {t(canChange ? "emptyText" : "emptyTextOperator")}
          </EmptyState>
        </Card>
      )}
    </ClientMessages>
  );
}
