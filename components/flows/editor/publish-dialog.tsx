"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ChangeList } from "@/components/flows/versions/change-list";
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
import { useEditorStore } from "./state/store";

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

function Changes({ changes }: { readonly changes: FlowChanges }) {
  const t = useTranslations("flowEditor.publish");
  const { steps } = useEditorStore().get().definition;
  if (changes.since === null)
    return <p className="text-ink-muted text-sm">{t("first", { count: changes.added.length })}</p>;
  return (
    <div className="max-h-64 overflow-y-auto text-sm">
      <ChangeList changes={changes} steps={steps} />
    </div>
  );
}
