"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { getJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { ConnectionHealth } from "@/lib/connections/connection-health";
import type { shownBytes } from "@/lib/connections/show-bytes";

type Request = ConnectionHealth["malformed"][number];
type Props = { readonly connectionId: string; readonly requests: readonly Request[] };

/** Requests that could not be read; their first bytes on demand, always as text. */
export function MalformedSamples({ connectionId, requests }: Props) {
  const t = useTranslations("connections.malformed");
  return (
    <Card flush title={t("title")} description={t("text")}>
      <ul>
        {requests.map((request) => (
          <Sample key={request.id} connectionId={connectionId} request={request} />
        ))}
      </ul>
    </Card>
  );
}

function Sample({ connectionId, request }: { readonly connectionId: string; readonly request: Request }) {
  const t = useTranslations("connections.malformed");
  const errorText = useErrorText();
  const [bytes, setBytes] = useState<z.output<typeof shownBytes> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const toggle = async (): Promise<void> => {
    if (bytes) return setBytes(null);
    setError(null);
    try {
      const url = `/api/connections/${connectionId}/malformed/${request.id}`;
      setBytes(await getJson<typeof shownBytes>(url, { has: ["text", "bytes"] }));
    } catch (failure) {
      setError(errorText(failure));
    }
  };
  return (
    <li className="flex flex-col gap-2 border-line border-t px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 flex-col">
          <span className="break-words font-medium">{request.cause}</span>
          <span className="text-ink-muted text-xs">
            <DateTime value={request.receivedAt} format="exact" /> · {t("bytes", { count: request.bytes })}
          </span>
        </span>
        <Button size="sm" aria-expanded={bytes !== null} onClick={toggle}>
          {bytes ? t("close") : t("show")}
        </Button>
      </div>
      {error && (
        <p role="alert" className="text-danger-text text-xs">
          {error}
        </p>
      )}
      {bytes && (
        <>
          <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-3 font-mono text-xs">
            {bytes.text}
          </pre>
          {bytes.cut && <p className="text-ink-muted text-xs">{t("cut")}</p>}
        </>
      )}
    </li>
  );
}
