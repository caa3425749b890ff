"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactElement, useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { draftOf, type LogDraft } from "@/components/logs/draft";
import { FormatFields } from "@/components/logs/format-fields";
import { TargetFields } from "@/components/logs/target-fields";
import { useLogProblem } from "@/components/logs/use-log-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { Locale } from "@/lib/auth/context";
import { getJson, sendJson } from "@/lib/client/get-json";
import { logsQuery } from "@/lib/client/logs";
import type { GoogleAccountView, LogView, logView, spreadsheetView } from "@/lib/logs/contract";

/** What a log can be made of. */
export type LogChoices = {
  readonly accounts: readonly GoogleAccountView[];
  readonly endpoints: readonly { readonly id: string; readonly name: string }[];
  readonly timeZone: string;
  readonly locale: Locale;
  /** Whether people can connect an account of their own, by Google's page. */
  readonly canUseOauth: boolean;
};

type Props = LogChoices & {
  /** Null makes a new one. */
  readonly log: LogView | null;
  readonly trigger?: ReactElement<Record<string, unknown>>;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

/** Two steps: where rows go, which may need Google's word, then what stands in them. */
export function LogDialog({ trigger, open: given, onOpenChange, ...props }: Props) {
  const t = useTranslations("logs.form");
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const show = onOpenChange ?? setOwn;
  return (
    <Dialog
      size="lg"
      open={open}
      onOpenChange={show}
      {...(trigger ? { trigger } : {})}
      title={props.log ? t("changeTitle", { name: props.log.name }) : t("newTitle")}
    >
      {open && <LogForm {...props} onDone={() => show(false)} />}
    </Dialog>
  );
}

function LogForm({ log, onDone, ...choices }: Omit<Props, "trigger"> & { readonly onDone: () => void }) {
  const t = useTranslations("logs.form");
  const router = useRouter();
  const client = useQueryClient();
  const [step, setStep] = useState<"target" | "format">("target");
  const [draft, setDraft] = useState(() =>
    draftOf(log, {
      accountId: choices.accounts[0]?.id ?? "",
      endpointId: choices.endpoints[0]?.id ?? "",
      timeZone: choices.timeZone,
      locale: choices.locale,
    }),
  );
  const change = (part: Partial<LogDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const isMissing =
    draft.name.trim() === "" || (draft.kind === "sheet" ? draft.accountId : draft.endpointId) === "";
  const form = useForm(async () => {
    if (step === "target") {
      change(await settleTarget(draft));
      setStep("format");
      return;
    }
    const { name } = await save(log, draft);
    toast.success(t(log ? "saved" : "made", { name }));
    await client.invalidateQueries(logsQuery());
    router.refresh();
    onDone();
  }, useLogProblem());
  return (
    <form method="post" onSubmit={form.submit} noValidate className="flex flex-col gap-5">
      {form.failure && (
        <Notice tone="danger" announce>
          {form.failure}
        </Notice>
      )}
      {step === "target" ? (
        <TargetFields
          draft={draft}
          onChange={change}
          choices={choices}
          errorsOf={form.errorsOf}
          isNew={!log}
        />
      ) : (
        <FormatFields draft={draft} onChange={change} errorsOf={form.errorsOf} />
      )}
      <div className="flex justify-end gap-2">
        {step === "format" && <Button onClick={() => setStep("target")}>{t("back")}</Button>}
        <Button type="submit" variant="primary" loading={form.pending} disabled={isMissing}>
          {step === "target" ? t("next") : t(log ? "save" : "create")}
        </Button>
      </div>
    </form>
  );
}

/** Makes the spreadsheet, or looks whether the account may use the one that was chosen. */
async function settleTarget(draft: LogDraft): Promise<Partial<LogDraft>> {
  if (draft.kind === "webhook" || draft.accountId === "") return {};
  const url = `/api/google-accounts/${draft.accountId}/spreadsheets`;
  if (draft.choice === "use") {
    const query = new URLSearchParams({ address: draft.address });
    await getJson<typeof spreadsheetView>(`${url}?${query}`, { has: ["spreadsheetId"] });
    return {};
  }
  const body = {
    title: draft.sheetTitle,
    ...(draft.shareWith.trim() === "" ? {} : { shareWith: draft.shareWith.trim() }),
  };
  const made = await sendJson<typeof spreadsheetView>("POST", url, { body, has: ["spreadsheetId"] });
  // Going back must not make another one.
  return { choice: "use", address: made.url };
}

function save(log: LogView | null, draft: LogDraft): Promise<LogView> {
  const {
    name,
    kind,
    accountId,
    address,
    endpointId,
    tabName,
    split,
    columns,
    timeZone,
    timeFormat,
    locale,
  } = draft;
  const moves = address !== log?.spreadsheet?.url || accountId !== log?.account?.id;
  const target =
    kind === "webhook"
      ? { endpointId }
      : { tabName, split, ...(moves ? { accountId, spreadsheet: address } : {}) };
  const body = {
    name,
    ...(log ? {} : { kind }),
    ...target,
    columns: columns.map((column) => ({ name: column.name, value: column.value })),
    timeZone,
    timeFormat,
    locale,
  };
  return log
    ? sendJson<typeof logView>("PATCH", `/api/logs/${log.id}`, { body, has: ["id", "state"] })
    : sendJson<typeof logView>("POST", "/api/logs", { body, has: ["id", "state"] });
}
