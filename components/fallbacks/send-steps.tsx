"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sendJson } from "@/lib/client/get-json";
import { newRequestId } from "@/lib/client/request-id";
import { useErrorText } from "@/lib/client/use-error-text";
import type { batchView, manualPreview } from "@/lib/fallback/manual/contract";
import { BatchProgress } from "./batch-progress";
import { SendPreview } from "./send-preview";

export type Choice =
  | { readonly messageIds: readonly string[] }
  | { readonly filter: Readonly<Record<string, string>> };

type Props = PreviewProps & { readonly batchId: string | null };
type PreviewProps = { readonly what: Choice; readonly onSent: (batchId: string) => void };

/** Inside `SendDialog`: the preview until something was sent, then how it goes. */
export function SendSteps({ batchId, ...preview }: Props) {
  return batchId === null ? <Preview {...preview} /> : <BatchProgress id={batchId} />;
}

/** The preview of a choice, and the button's deed. */
function useSending(what: Choice, ruleId: string | null, onSent: (batchId: string) => void) {
  const client = useQueryClient();
  // One id for one look at the preview: a second press after a lost answer sends nothing twice.
  const [requestId] = useState(newRequestId);
  const body = { ...what, ...(ruleId ? { ruleId } : {}) };
  const preview = useQuery({
    queryKey: ["fallback-preview", body],
    queryFn: ({ signal }) =>
      sendJson<typeof manualPreview>("POST", "/api/attempts/preview", {
        body,
        has: ["chosen", "rules"],
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const send = useMutation({
    mutationFn: () =>
      sendJson<typeof batchView>("POST", "/api/attempts", {
        body: { ...body, requestId },
        has: ["id", "byState"],
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["attempts"] });
      onSent(id);
    },
  });
  return { preview, send };
}

function Preview({ what, onSent }: PreviewProps) {
  const t = useTranslations("fallbacks.send");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const [ruleId, setRuleId] = useState<string | null>(null);
  const { preview, send } = useSending(what, ruleId, onSent);
  if (preview.error)
    return (
      <ErrorState
        title={t("failed")}
        onRetry={() => preview.refetch()}
        retrying={preview.isFetching}
        className="py-6"
      >
        {errorText(preview.error)}
      </ErrorState>
    );
  if (!preview.data) return <SkeletonRows rows={4} label={t("loading")} />;
  const { data } = preview;
  return (
    <>
      <SendPreview preview={data} ruleId={ruleId} onRule={setRuleId} />
      {send.error && (
        <Notice tone="danger" announce>
          {errorText(send.error)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t pt-4">
        <span className="mr-auto text-ink-muted text-xs">{data.send > 0 && t("undoHint")}</span>
        <DialogClose>
          <Button>{ui("cancel")}</Button>
        </DialogClose>
        <Button
          variant="primary"
          loading={send.isPending}
          disabled={data.send === 0 || data.needsAdmin}
          onClick={() => send.mutate()}
        >
          {t("confirm", { count: data.send })}
        </Button>
      </div>
    </>
  );
}
