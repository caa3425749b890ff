"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Archive, History, MoreHorizontal, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type LogChoices, LogDialog } from "@/components/logs/log-dialog";
import { RewriteDialog } from "@/components/logs/rewrite-dialog";
import { useChange } from "@/components/settings/use-change";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { sendJson } from "@/lib/client/get-json";
import { logsQuery } from "@/lib/client/logs";
import type { LogView } from "@/lib/logs/contract";

type Props = { readonly log: LogView; readonly isAdmin: boolean; readonly choices: LogChoices };

export function LogMenu({ log, isAdmin, choices }: Props) {
  const t = useTranslations("logs");
  const [open, setOpen] = useState<"change" | "rewrite" | "archive" | null>(null);
  const close = (next: boolean): void => setOpen(next ? open : null);
  const change = useChange();
  const client = useQueryClient();
  const archive = () =>
    change(async () => {
      await sendJson("DELETE", `/api/logs/${log.id}`);
      await client.invalidateQueries(logsQuery());
      return t("archive.done", { name: log.name });
    });
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton
            label={t("menu", { name: log.name })}
            variant="secondary"
            icon={<MoreHorizontal aria-hidden />}
          />
        }
      >
        {isAdmin && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setOpen("change")}>
            {t("change")}
          </MenuItem>
        )}
        <MenuItem icon={<History aria-hidden />} onSelect={() => setOpen("rewrite")}>
          {t("rewrite.menu")}
        </MenuItem>
        {isAdmin && (
          <MenuItem icon={<Archive aria-hidden />} danger onSelect={() => setOpen("archive")}>
            {t("archive.menu")}
          </MenuItem>
        )}
      </DropdownMenu>
      <LogDialog {...choices} log={log} open={open === "change"} onOpenChange={close} />
      <RewriteDialog log={log} open={open === "rewrite"} onOpenChange={close} />
      <ConfirmDialog
        title={t("archive.title", { name: log.name })}
        description={t("archive.text")}
        confirmLabel={t("archive.button")}
        danger
        onConfirm={archive}
        open={open === "archive"}
        onOpenChange={close}
      />
    </>
  );
}
