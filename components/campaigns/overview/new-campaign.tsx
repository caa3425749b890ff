"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { campaignHref } from "@/components/campaigns/links";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createCampaign } from "@/lib/client/campaigns";
import { RequestError } from "@/lib/client/request-error";

/** Makes a campaign and opens it, where its webhook URLs are. */
export function NewCampaign() {
  const t = useTranslations("overview.create");
  const ui = useTranslations("ui");
  const overview = useTranslations("overview");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  async function submit(): Promise<void> {
    setBusy(true);
    try {
      const { id } = await createCampaign(name.trim());
      router.push(campaignHref(Number(id)));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setProblem(error.problemsOf("name")[0] ?? error.message);
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={<Plus aria-hidden />}>{overview("newCampaign")}</Button>}
      footer={
        <>
          <DialogClose>
            <Button variant="ghost">{ui("cancel")}</Button>
          </DialogClose>
          <Button
            type="submit"
            form="new-campaign"
            variant="primary"
            loading={busy}
            disabled={name.trim() === ""}
          >
            {t("action")}
          </Button>
        </>
      }
    >
      <form
        method="post"
        id="new-campaign"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t("name")} error={problem}>
          <Input
            value={name}
            onValueChange={(value) => {
              setName(value);
              setProblem(undefined);
            }}
            maxLength={200}
            placeholder={t("placeholder")}
            autoComplete="off"
          />
        </Field>
      </form>
    </Dialog>
  );
}
