"use client";

import { PlugZap } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { ConnectionTest, connectionTest } from "@/lib/connections/test-connection-contract";

type Props = { readonly connectionId: string; readonly providerName: string };

/** Asks the provider whether it takes the saved credentials. */
export function TestCredentials({ connectionId, providerName: provider }: Props) {
  const t = useTranslations("connections.credentials");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ConnectionTest | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const test = async (): Promise<void> => {
    setBusy(true);
    setOutcome(null);
    setFailure(null);
    try {
      const url = `/api/connections/${connectionId}/credentials`;
      const found = await sendJson<typeof connectionTest>("POST", url, { body: {}, has: ["ok"] });
      setOutcome(found);
      if (!found.ok) setFailure(t(`problems.${found.code}`, { provider, status: found.status ?? 0 }));
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t("title")} description={t("text", { provider })}>
      <div className="flex flex-col items-start gap-3">
        <Button icon={<PlugZap aria-hidden />} loading={busy} onClick={test}>
          {t("test")}
        </Button>
        {outcome?.ok && (
          <Notice tone="ok" announce title={t("ok", { provider })}>
            {outcome.detail}
          </Notice>
        )}
        {failure && (
          <Notice tone="danger" announce title={t("failed")}>
            {failure}
          </Notice>
        )}
      </div>
    </Card>
  );
}
