"use client";

import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  MoreHorizontal,
  Pencil,
  Star,
  TextCursor,
} from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { duplicateFlow, exportHref, updateFlow } from "@/lib/client/flows";
import type { FlowView } from "@/lib/flows/contract";
import { RenameFlow } from "./rename-flow";

type Flow = Pick<FlowView, "id" | "name" | "isDefault" | "archived" | "publishedVersion">;

/** Everything that is done to a flow as a whole. What concerns campaigns that did not choose it is for admins. */
export function FlowMenu({ flow, isAdmin }: { readonly flow: Flow; readonly isAdmin: boolean }) {
  const t = useTranslations("flows");
  const { duplicate, archive, makeDefault } = useFlowActions(flow);
  const [dialog, setDialog] = useState<"rename" | "default" | null>(null);
  const close = (open: boolean): void => setDialog((current) => (open ? current : null));
  const { id, name } = flow;
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={<IconButton label={t("menu.label", { name })} icon={<MoreHorizontal aria-hidden />} />}
      >
        {!flow.archived && <EditItems id={id} onRename={() => setDialog("rename")} />}
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void duplicate()}>
          {t("menu.duplicate")}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onSelect={() => window.location.assign(exportHref(id))}>
          {t("menu.export")}
        </MenuItem>
        {isAdmin && !flow.isDefault && (
          <AdminItems flow={flow} onDefault={() => setDialog("default")} onArchive={archive} />
        )}
      </DropdownMenu>
      <RenameFlow key={name} flow={flow} open={dialog === "rename"} onOpenChange={close} />
      <ConfirmDialog
        open={dialog === "default"}
        onOpenChange={close}
        title={t("confirmDefault.title", { name })}
        description={t("confirmDefault.text")}
        confirmLabel={t("confirmDefault.confirm")}
        onConfirm={makeDefault}
      />
    </>
  );
}

function EditItems({ id, onRename }: { readonly id: string; readonly onRename: () => void }) {
  const t = useTranslations("flows.menu");
  return (
    <>
      <MenuItem icon={<Pencil aria-hidden />} href={`/flows/${id}/edit`}>
        {t("edit")}
      </MenuItem>
      <MenuItem icon={<TextCursor aria-hidden />} onSelect={onRename}>
        {t("rename")}
      </MenuItem>
    </>
  );
}

type AdminProps = {
  readonly flow: Flow;
  readonly onDefault: () => void;
  readonly onArchive: (archived: boolean) => Promise<boolean>;
};

function AdminItems({ flow, onDefault, onArchive }: AdminProps) {
  const t = useTranslations("flows.menu");
  return (
    <>
      <MenuSeparator />
      {!flow.archived && flow.publishedVersion !== null && (
        <MenuItem icon={<Star aria-hidden />} onSelect={onDefault}>
          {t("makeDefault")}
        </MenuItem>
      )}
      <MenuItem
        icon={flow.archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        onSelect={() => void onArchive(!flow.archived)}
      >
        {t(flow.archived ? "unarchive" : "archive")}
      </MenuItem>
    </>
  );
}

function useFlowActions({ id, name }: Flow) {
  const t = useTranslations("flows.done");
  const change = useChange();
  return {
    duplicate: () => change(async () => t("duplicated", { name: (await duplicateFlow(id)).name })),
    archive: (archived: boolean) =>
      change(async () => {
        await updateFlow(id, { archived });
        return t(archived ? "archived" : "unarchived", { name });
      }),
    makeDefault: () =>
      change(async () => {
        await updateFlow(id, { isDefault: true });
        return t("madeDefault", { name });
      }),
  };
}
