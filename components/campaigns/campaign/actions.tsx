"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Download, MoreHorizontal, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { campaignFunnelQuery } from "@/lib/client/campaign-funnel";
import { updateCampaign } from "@/lib/client/campaigns";
import { withParams } from "@/lib/client/get-json";
import { RequestError } from "@/lib/client/request-error";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";

/** Renaming, archiving and the download of what log steps wrote, for operators. */
export function CampaignActions({ campaign }: { readonly campaign: CampaignFunnel }) {
  const t = useTranslations("campaign");
  const client = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const isArchived = campaign.archivedAt !== null;
  /** The failure's words, or null. */
  async function change(what: Parameters<typeof updateCampaign>[1], done: string): Promise<string | null> {
    try {
      await updateCampaign(campaign.id, what);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return error.problemsOf("name")[0] ?? error.message;
    }
    toast.success(done);
    await client.invalidateQueries(campaignFunnelQuery(campaign.id));
    return null;
  }
  async function archive(): Promise<void> {
    const problem = await change(
      { archived: !isArchived },
      t(isArchived ? "unarchivedDone" : "archivedDone"),
    );
    if (problem) toast.error(problem);
  }
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={<IconButton label={t("more")} variant="secondary" icon={<MoreHorizontal aria-hidden />} />}
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setRenaming(true)}>
          {t("rename")}
        </MenuItem>
        {(["xlsx", "csv"] as const).map((format) => (
          <MenuItem
            key={format}
            icon={<Download aria-hidden />}
            onSelect={() =>
              window.location.assign(
                withParams("/api/exports/log", { campaignId: String(campaign.id), format }),
              )
            }
          >
            {t("downloadLog", { format: format.toUpperCase() })}
          </MenuItem>
        ))}
        {!campaign.isUnassigned && (
          <MenuItem
            icon={isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            onSelect={() => void archive()}
          >
            {t(isArchived ? "unarchive" : "archive")}
          </MenuItem>
        )}
      </DropdownMenu>
      {renaming && (
        <RenameDialog
          name={campaign.name}
          onClose={() => setRenaming(false)}
          onSave={(name) => change({ name }, t("renamed"))}
        />
      )}
    </>
  );
}

type RenameProps = {
  readonly name: string;
  readonly onClose: () => void;
  /** Resolves to what went wrong, or null. */
  readonly onSave: (name: string) => Promise<string | null>;
};

function RenameDialog({ name: before, onClose, onSave }: RenameProps) {
  const t = useTranslations("campaign");
  const ui = useTranslations("ui");
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    const failed = await onSave(name.trim());
    setBusy(false);
    if (failed === null) onClose();
    else setProblem(failed);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("rename")}
      footer={
        <>
          <DialogClose>
            <Button variant="ghost">{ui("cancel")}</Button>
          </DialogClose>
          <Button
            type="submit"
            form="rename-campaign"
            variant="primary"
            loading={busy}
            disabled={name.trim() === ""}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        method="post"
        id="rename-campaign"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("name")} error={problem ?? undefined}>
          <Input value={name} onValueChange={setName} maxLength={200} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
