"use client";

import { useTranslations } from "use-intl";
import { SendDialog } from "@/components/fallbacks/send-dialog";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/lib/client/use-error-text";
import type { FlowPeopleQuery, FlowPerson } from "@/lib/reports/flow/people-contract";
import { useEveryone } from "./use-everyone";

type Props = {
  readonly flowId: string;
  readonly params: FlowPeopleQuery;
  readonly listed: readonly FlowPerson[];
  /** Where the list goes on; null when everyone is listed. */
  readonly rest: string | null;
  /** Undefined where only the server could count. */
  readonly total: number | undefined;
  readonly onDone: () => void;
};

/** Rejected messages are the ones that a fallback can be sent for; the dialog says whom it skips and why. */
export function SendToThese({ flowId, params, listed, rest, total, onDone }: Props) {
  const t = useTranslations("flowHeatmap.people");
  const errorText = useErrorText();
  const everyone = useEveryone(flowId, params, listed, rest);
  const { ids, looked, isSearching, isFull } = everyone;
  const count = ids.length;
  const hint = isFull ? "sendHintMost" : everyone.isAll ? "sendHintAll" : "sendHint";
  return (
    <>
      {count > 0 && !isSearching && (
        <SendDialog
          trigger={<Button variant="primary">{t("send", { count })}</Button>}
          what={{ messageIds: ids }}
          onDone={() => {
            everyone.forget();
            onDone();
          }}
        />
      )}
      {rest !== null && !everyone.isAll && !isFull && (
        <Button onClick={isSearching ? everyone.stop : everyone.find}>
          {isSearching ? t("stop") : t("findAll", { total: total ?? -1 })}
        </Button>
      )}
      {(count > 0 || rest !== null) && (
        <span role="status" className="text-ink-muted text-xs">
          {isSearching ? t("finding", { looked, count }) : t(hint, { shown: looked, count })}
        </span>
      )}
      {everyone.error !== null && (
        <span role="alert" className="text-danger-text text-xs">
          {t("findFailed")} {errorText(everyone.error)}
        </span>
      )}
    </>
  );
}
