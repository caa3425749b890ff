"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { testStatusOutcome } from "@/lib/connections/test-status-contract";
import { TEST_STATUSES } from "@/lib/connections/test-statuses";

type Outcome = z.output<typeof testStatusOutcome>;
type Props = { readonly connectionId: string; readonly providerName: string };

/** Sends one signed status through the real endpoint and shows what came back. */
export function TestStatus({ connectionId, providerName }: Props) {
  const t = useTranslations("connections.test");
  const ts = useTranslations("status");
  const errorText = useErrorText();
  const router = useRouter();
  const [status, setStatus] = useState<(typeof TEST_STATUSES)[number]>("delivered");
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setOutcome(null);
    try {
      const url = `/api/connections/${connectionId}/test`;
      setOutcome(
        await sendJson<typeof testStatusOutcome>("POST", url, { body: { status }, has: ["status", "body"] }),
      );
      router.refresh();
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t("title")} description={t("text", { provider: providerName })}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t("status")}
            className="w-40"
            value={status}
            onValueChange={setStatus}
            options={TEST_STATUSES.map((value) => ({ value, label: ts(value) }))}
          />
          <Button icon={<Send aria-hidden />} loading={busy} onClick={send}>
            {t("send")}
          </Button>
        </div>
        {error && (
          <Notice tone="danger" announce>
            {error}
          </Notice>
        )}
        {outcome && <Answer outcome={outcome} />}
        <p className="text-ink-muted text-xs">{t("number")}</p>
      </div>
    </Card>
  );
}

function Answer({ outcome: { status, milliseconds, body, message } }: { readonly outcome: Outcome }) {
  const t = useTranslations("connections.test");
  const ok = status >= 200 && status < 300;
  return (
    <Notice
      tone={ok ? "ok" : "danger"}
      announce
      title={t(ok ? "ok" : "refused", { status, milliseconds })}
      action={
        message && (
          <LinkButton size="sm" href={`/campaigns/${message.campaignId}/messages/${message.id}`}>
            {t("open")}
          </LinkButton>
        )
      }
    >
      {body && (
        <p className="break-all font-mono text-xs">
          {t("answer")}: {body}
        </p>
      )}
    </Notice>
  );
}
