"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { ConnectAccount } from "@/components/logs/connect-account";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { sendJson } from "@/lib/client/get-json";
import type { GoogleAccountView } from "@/lib/logs/contract";

type Props = {
  readonly accounts: readonly GoogleAccountView[];
  readonly isAdmin: boolean;
  readonly canUseOauth: boolean;
};

/** The accounts that spreadsheets are written with. Their secrets never come out. */
export function AccountCard({ accounts, isAdmin, canUseOauth }: Props) {
  const t = useTranslations("logs.accounts");
  const actions = isAdmin && <ConnectAccount canUseOauth={canUseOauth} />;
  return (
    <Card title={t("title")} description={t("text")} actions={actions}>
      {accounts.length === 0 && <p className="text-ink-muted">{t("none")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {accounts.map((account) => (
          <li key={account.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="min-w-0 break-all font-medium">{account.email}</span>
            <Badge tone="neutral">{t(`kind.${account.kind}`)}</Badge>
            <span className="text-ink-muted text-xs">{t("logs", { count: account.logs })}</span>
            {isAdmin && <RemoveAccount account={account} />}
          </li>
        ))}
      </ul>
      {isAdmin && !canUseOauth && <p className="mt-3 text-ink-muted text-xs">{t("noOauth")}</p>}
    </Card>
  );
}

function RemoveAccount({ account: { id, email, logs } }: { readonly account: GoogleAccountView }) {
  const t = useTranslations("logs.accounts");
  const change = useChange();
  const remove = () =>
    change(async () => {
      await sendJson("DELETE", `/api/google-accounts/${id}`);
      return t("removed", { email });
    });
  return (
    <ConfirmDialog
      title={t("removeTitle", { email })}
      description={t("removeText", { count: logs })}
      confirmLabel={t("remove")}
      danger
      onConfirm={remove}
      trigger={
        <IconButton label={`${t("remove")}: ${email}`} icon={<Trash2 aria-hidden />} className="ml-auto" />
      }
    />
  );
}
