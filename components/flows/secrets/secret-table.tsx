"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { sendJson, withParams } from "@/lib/client/get-json";
import type { SecretView } from "@/lib/named-secrets/contract";
import { SecretButton } from "./secret-button";

/** Names and where they are used; what they hold never comes out. */
export function SecretTable({ secrets }: { readonly secrets: readonly SecretView[] }) {
  const t = useTranslations("flows");
  return (
    <Table label={t("secrets.list")}>
      <THead>
        <Tr>
          <Th>{t("secrets.name")}</Th>
          <Th>{t("secrets.usedIn")}</Th>
          <Th>{t("secrets.changed")}</Th>
          <Th>
            <span className="sr-only">{t("columns.actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {secrets.map(({ name, usedIn, updatedAt, updatedBy }) => (
          <Tr key={name}>
            <RowHeader className="font-mono">{name}</RowHeader>
            <Td>{usedIn.length > 0 ? usedIn.join(", ") : t("secrets.unused")}</Td>
            <Td>
              <DateTime value={updatedAt} />
              <span className="block text-ink-muted text-xs">{t("by", { who: updatedBy })}</span>
            </Td>
            <Td>
              <span className="flex justify-end gap-1">
                <SecretButton name={name} />
                <RemoveSecret name={name} />
              </span>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function RemoveSecret({ name }: { readonly name: string }) {
  const t = useTranslations("flows.secrets");
  const change = useChange();
  return (
    <ConfirmDialog
      title={t("removeTitle", { name })}
      description={t("removeText")}
      confirmLabel={t("remove")}
      danger
      onConfirm={() =>
        change(async () => {
          await sendJson("DELETE", withParams("/api/flows/secrets", { name }));
          return t("removed", { name });
        })
      }
      trigger={
        <Button size="sm" variant="ghost">
          {t("remove")}
        </Button>
      }
    />
  );
}
