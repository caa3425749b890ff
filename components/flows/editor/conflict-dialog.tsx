"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { createFlowFrom, loadFlow } from "@/lib/client/flow-editor";
import { useErrorText } from "@/lib/client/use-error-text";
import type { FlowDetail } from "@/lib/flows/contract";
import { useEditorContext } from "./editor-context";
import { useEditorStore } from "./state/store";

type Props = {
  readonly open: boolean;
  /** Goes on with the draft that somebody else saved. */
  readonly onTheirs: (theirs: FlowDetail) => void;
};

/** Somebody else saved the draft: theirs is taken, or one's own becomes a flow of its own. Neither is lost. */
export function ConflictDialog({ open, onTheirs }: Props) {
  const t = useTranslations("flowEditor.conflict");
  const format = useFormatter();
  const router = useRouter();
  const store = useEditorStore();
  const errorText = useErrorText();
  const { flow } = useEditorContext();
  const [pending, setPending] = useState(false);
  const { data } = useQuery({
    queryKey: ["flow-conflict", flow.id],
    queryFn: () => loadFlow(flow.id),
    enabled: open,
    gcTime: 0,
    staleTime: 0,
  });
  const keepMine = async (): Promise<void> => {
    setPending(true);
    try {
      const name = t("copyName", { name: flow.name.slice(0, 80) });
      const id = await createFlowFrom(name, store.get().definition);
      toast.success(t("kept", { name }));
      router.push(`/flows/${id}/edit`);
    } catch (error) {
      toast.error(errorText(error));
      setPending(false);
    }
  };
  return (
    <Dialog
      open={open}
      // There is no third way: going on would write over somebody's work.
      onOpenChange={() => undefined}
      title={t("title")}
      description={
        data
          ? t("text", { who: data.draftBy, when: format.dateTime(new Date(data.draftAt), "moment") })
          : t("reading")
      }
      footer={
        <>
          <Button disabled={!data} onClick={() => data && onTheirs(data)}>
            {t("theirs")}
          </Button>
          <Button variant="primary" loading={pending} onClick={keepMine}>
            {t("mine")}
          </Button>
        </>
      }
    />
  );
}
