"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { flowChangesQuery, publishDraft } from "@/lib/client/flow-editor";
import { useErrorText } from "@/lib/client/use-error-text";
import type { FlowChanges } from "@/lib/flows/contract";
import { useEditorContext } from "./editor-context";

type Props = {
  readonly revision: number;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onPublished: (version: number) => void;
};

/** Shows what the version in force and the draft differ in, and puts the draft in force. */
export function PublishDialog({ revision, open, onOpenChange, onPublished }: Props) {
  const t = useTranslations("flowEditor.publish");
  const ui = useTranslations("ui");
  const { flow } = useEditorContext();
  const errorText = useErrorText();
  const [note, setNote] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { data, error: unread } = useQuery({ ...flowChangesQuery(flow.id, revision), enabled: open });
  const publish = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      onPublished((await publishDraft(flow.id, revision, note.trim())).version);
      setNote("");
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  const failure = error ?? unread;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={t("title", { name: flow.name })}
      description={t("text", { count: flow.campaigns.length })}
      footer={
        <>
          <DialogClose>
            <Button>{ui("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" loading={pending} onClick={publish}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      {failure !== null && failure !== undefined && (
        <Notice tone="danger" announce>
          {errorText(failure)}
        </Notice>
      )}
      <Field label={t("note")} hint={t("noteHint")} optional>
        <Textarea value={note} maxLength={500} rows={2} onChange={({ target }) => setNote(target.value)} />
      </Field>
      <div className="flex flex-col gap-2">
        <h3 className="font-semibold text-sm">{t("changes")}</h3>
        {data ? <Changes changes={data} /> : <Skeleton className="h-16" />}
      </div>
    </Dialog>
  );
}

type Row = { readonly id: string; readonly type: string; readonly title: string | null };

function Changes({ changes }: { readonly changes: FlowChanges }) {
  const t = useTranslations("flowEditor.publish");
  const words = useStepWords();
  const name = ({ type, title }: Row): string => title ?? words.type(type as "end");
  const lines = [
    ...changes.added.map((one) => ({ key: `+${one.id}`, sign: "added", text: name(one) }) as const),
    ...changes.removed.map((one) => ({ key: `-${one.id}`, sign: "removed", text: name(one) }) as const),
    ...changes.changed.map((one) => ({ key: `~${one.id}`, sign: "changed", text: name(one) }) as const),
    ...changes.rerouted.map((one) => {
      const exit = words.exit({ type: one.type } as never, one.exit);
      return { key: `>${one.id}${one.exit}`, sign: "rerouted", text: `${name(one)} › ${exit}` } as const;
    }),
    ...(changes.limits.length > 0 ? [{ key: "limits", sign: "changed", text: t("limits") } as const] : []),
    ...(changes.moved > 0
      ? [{ key: "moved", sign: "moved", text: t("movedCount", { count: changes.moved }) } as const]
      : []),
  ];
  if (changes.since === null)
    return <p className="text-ink-muted text-sm">{t("first", { count: changes.added.length })}</p>;
  if (lines.length === 0) return <p className="text-ink-muted text-sm">{t("nothing")}</p>;
  return (
    <ul className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto rounded-lg border border-line text-sm">
      {lines.map(({ key, sign, text }) => (
        <li key={key} className="flex items-center gap-3 px-3 py-1.5">
          <span className="w-20 shrink-0 text-ink-muted text-xs">{t(`signs.${sign}`)}</span>
          <span className="min-w-0 truncate">{text}</span>
        </li>
      ))}
    </ul>
  );
}
