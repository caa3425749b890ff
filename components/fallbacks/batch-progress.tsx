"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { LinkButton } from "@/components/ui/link-button";
import { Progress } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { batchQuery } from "@/lib/client/attempts";
import { sendJson, withParams } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { ATTEMPT_STATES, isFinal } from "@/lib/domain/fallback/attempt";
import type { BatchView, undoOutcome } from "@/lib/fallback/manual/contract";
import { StateBadge } from "./state-badge";
import { useMoney } from "./use-money";

/** ms; somebody is watching. */
const LOOK_EVERY = 1000;

const allOf = ({ byState }: BatchView): number =>
  ATTEMPT_STATES.reduce((sum, state) => sum + byState[state], 0);
const doneOf = ({ byState }: BatchView): number =>
  ATTEMPT_STATES.filter(isFinal).reduce((sum, state) => sum + byState[state], 0);

/** How far a batch is, and the way back while something of it has not left. */
export function BatchProgress({ id }: { readonly id: string }) {
  const t = useTranslations("fallbacks.send");
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data } = useQuery({
    ...batchQuery(id),
    refetchInterval: ({ state }) =>
      state.data && doneOf(state.data) === allOf(state.data) ? false : LOOK_EVERY,
  });
  const undo = useMutation({
    mutationFn: () =>
      sendJson<typeof undoOutcome>("POST", `/api/attempts/batches/${id}/undo`, {
        body: {},
        has: ["cancelled", "batch"],
      }),
    onSuccess: ({ cancelled, batch }) => {
      client.setQueryData(batchQuery(id).queryKey, batch);
      toast.success(t("undone", { count: cancelled }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  if (!data) return <SkeletonRows rows={3} label={t("progress")} />;
  return (
    <>
      <Counts batch={data} />
      <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t pt-4">
        {data.byState.planned > 0 && (
          <Button
            className="mr-auto"
            icon={<Undo2 aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {t("undo")}
          </Button>
        )}
        <LinkButton href={withParams("/fallbacks", { batchId: id })}>{t("open")}</LinkButton>
        <DialogClose>
          <Button variant="primary">{t("close")}</Button>
        </DialogClose>
      </div>
    </>
  );
}

function Counts({ batch }: { readonly batch: BatchView }) {
  const t = useTranslations("fallbacks");
  const format = useFormatter();
  const money = useMoney();
  const [done, all] = [doneOf(batch), allOf(batch)];
  const waits = batch.byState.planned > 0 && Date.parse(batch.dueAt) > Date.now();
  return (
    <>
      <Progress
        label={t("send.progress")}
        value={done}
        max={all}
        detail={t("send.progressText", { done, all })}
      />
      {waits && (
        <p className="text-ink-muted text-sm">
          {t("send.waiting", { time: format.dateTime(new Date(batch.dueAt), "time") })}
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {ATTEMPT_STATES.filter((state) => batch.byState[state] > 0).map((state) => (
          <li key={state} className="flex items-center justify-between gap-3 text-sm">
            <StateBadge state={state} />
            <span className="font-semibold tabular-nums">{format.number(batch.byState[state], "count")}</span>
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-3 border-line border-t pt-3 text-sm">
        <span className="text-ink-muted">{t("totals.spend")}</span>
        <span className="font-semibold tabular-nums">{money(batch.spentMicros, batch.currency)}</span>
      </p>
    </>
  );
}
