"use client";

import { EllipsisVertical, LogOut, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TimeAgo } from "@/components/ui/date-time";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { ROLES, type Role } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";

export type MemberRow = {
  readonly userId: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly lastSeenAt: string | null;
  readonly openSessions: number;
  readonly isYou: boolean;
};

export function MemberTable({ members }: { readonly members: readonly MemberRow[] }) {
  const t = useTranslations("settings.members");
  return (
    <Table label={t("title")}>
      <THead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("lastSeen")}</Th>
          <Th numeric>{t("sessions")}</Th>
          <Th>
            <span className="sr-only">{t("actions", { name: "" })}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {members.map((member) => (
          <Member key={member.userId} member={member} />
        ))}
      </TBody>
    </Table>
  );
}

function Member({ member }: { readonly member: MemberRow }) {
  const t = useTranslations("settings.members");
  return (
    <Tr>
      <RowHeader>
        <span className="flex items-center gap-2">
          {member.name}
          {member.isYou && <Badge tone="accent">{t("you")}</Badge>}
        </span>
        <span className="block font-normal text-ink-muted text-xs">{member.email}</span>
      </RowHeader>
      <Td>
        <RoleSelect member={member} />
      </Td>
      <Td className="text-ink-muted">
        {member.lastSeenAt === null ? t("never") : <TimeAgo value={member.lastSeenAt} />}
      </Td>
      <Td numeric>{member.openSessions}</Td>
      <Td className="text-right">
        <MemberActions member={member} />
      </Td>
    </Tr>
  );
}

function RoleSelect({ member }: { readonly member: MemberRow }) {
  const t = useTranslations("settings.members");
  const roles = useTranslations("shell.roles");
  const change = useChange();
  const [role, setRole] = useState(member.role);
  const choose = async (next: Role): Promise<void> => {
    setRole(next);
    const changed = await change(async () => {
      await sendJson("PATCH", `/api/settings/members/${member.userId}`, { body: { role: next } });
      return t("roleChanged", { name: member.name, role: roles(next) });
    });
    if (!changed) setRole(role);
  };
  return (
    <Select
      aria-label={t("roleOf", { name: member.name })}
      options={ROLES.map((value) => ({ value, label: roles(value) }))}
      value={role}
      onValueChange={choose}
      className="w-32"
    />
  );
}

function MemberActions({ member }: { readonly member: MemberRow }) {
  const t = useTranslations("settings.members");
  const change = useChange();
  const [asking, setAsking] = useState<"sessions" | "removal" | null>(null);
  const { name, userId } = member;
  const url = `/api/settings/members/${userId}`;
  const endSessions = () =>
    change(async () => {
      const { ended: count } = await sendJson<{ ended: number }>("DELETE", `${url}/sessions`, {
        has: ["ended"],
      });
      return t("ended", { count });
    });
  const remove = () =>
    change(async () => {
      await sendJson("DELETE", url);
      return t("removed", { name });
    });
  return (
    <>
      <DropdownMenu
        trigger={<IconButton label={t("actions", { name })} icon={<EllipsisVertical aria-hidden />} />}
      >
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => setAsking("sessions")}>
          {t("endSessions")}
        </MenuItem>
        <MenuItem icon={<UserMinus aria-hidden />} danger onSelect={() => setAsking("removal")}>
          {t("remove")}
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={asking === "sessions"}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t("endTitle", { name })}
        description={t("endText")}
        confirmLabel={t("endSessions")}
        onConfirm={endSessions}
      />
      <ConfirmDialog
        open={asking === "removal"}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t("removeTitle", { name })}
        description={t("removeText")}
        confirmLabel={t("remove")}
        danger
        onConfirm={remove}
      />
    </>
  );
}
