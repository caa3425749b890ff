"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { Role } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";

export type InviteRow = {
  readonly id: number;
  readonly role: Role;
  readonly email: string | null;
  readonly expiresAt: string;
};

export function InviteTable({ invites }: { readonly invites: readonly InviteRow[] }) {
  const t = useTranslations("settings.members");
  const roles = useTranslations("shell.roles");
  const change = useChange();
  const revoke = (id: number) =>
    change(async () => {
      await sendJson("DELETE", `/api/settings/invites/${id}`);
      return t("revoked");
    });
  return (
    <Table label={t("open")}>
      <THead>
        <Tr>
          <Th>{t("inviteEmail")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("expires")}</Th>
          <Th>
            <span className="sr-only">{t("revoke")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {invites.map(({ id, email, role, expiresAt }) => (
          <Tr key={id}>
            <RowHeader>{email ?? t("anyone")}</RowHeader>
            <Td>{roles(role)}</Td>
            <Td>
              <DateTime value={expiresAt} />
            </Td>
            <Td className="text-right">
              <ConfirmDialog
                title={t("revokeTitle")}
                description={t("revokeText")}
                confirmLabel={t("revoke")}
                danger
                onConfirm={() => revoke(id)}
                trigger={<Button size="sm">{t("revoke")}</Button>}
              />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
