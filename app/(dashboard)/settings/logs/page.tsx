import type { Metadata } from "next";
import { AccountCard } from "@/components/logs/account-card";
import { ConsentNotice } from "@/components/logs/consent-notice";
import { LogSection } from "@/components/logs/log-section";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { listAccounts } from "@/lib/logs/accounts/accounts";
import { canUseOauth } from "@/lib/logs/google/oauth";
import { listLogs } from "@/lib/logs/manage/list-logs";
import { listEndpoints } from "@/lib/webhooks-out/endpoints";

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("logs"))("title") };
}

/** Where log steps write, what waits, and the Google accounts behind it. */
export default async function LogsPage({ searchParams }: Props) {
  const session = await requireSession("operator");
  const isAdmin = mayAct(session.role, "admin");
  const [logs, accounts, endpoints, { connected, problem }] = await Promise.all([
    listLogs(session),
    listAccounts(session),
    isAdmin ? listEndpoints(session) : { items: [] },
    searchParams,
  ]);
  return (
    <ClientMessages namespaces={["logs"]}>
      <ConsentNotice connected={connected} problem={problem} />
      <LogSection
        initial={logs}
        accounts={accounts.items}
        endpoints={endpoints.items.map(({ id, name }) => ({ id, name }))}
        isAdmin={isAdmin}
        timeZone={session.timeZone}
        locale={session.locale}
        canUseOauth={canUseOauth()}
      />
      <AccountCard accounts={accounts.items} isAdmin={isAdmin} canUseOauth={canUseOauth()} />
    </ClientMessages>
  );
}
