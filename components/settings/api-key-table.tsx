"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime, TimeAgo } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { sendJson } from "@/lib/client/get-json";

export type ApiKeyRow = {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly scope: "read" | "write";
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly state: "working" | "expired" | "revoked";
};

const TONES = { working: "ok", expired: "warn", revoked: "neutral" } as const;

export function ApiKeyTable({ apiKeys }: { readonly apiKeys: readonly ApiKeyRow[] }) {
  const t = useTranslations("settings.apiKeys");
  return (
    <Table label={t("title")}>
      <THead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("scope")}</Th>
          <Th>{t("lastUsed")}</Th>
          <Th>{t("expires")}</Th>
          <Th>{t("state")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {apiKeys.map((key) => (
          <Tr key={key.id}>
            <RowHeader>
              {key.name}
              <span className="block font-mono font-normal text-ink-muted text-xs">{key.prefix}…</span>
            </RowHeader>
            <Td>{t(`scopes.${key.scope}`)}</Td>
            <Td>{key.lastUsedAt === null ? t("neverUsed") : <TimeAgo value={key.lastUsedAt} />}</Td>
            <Td>
              {key.expiresAt === null ? t("noExpiry") : <DateTime value={key.expiresAt} format="day" />}
            </Td>
            <Td>
              <Badge tone={TONES[key.state]}>{t(`states.${key.state}`)}</Badge>
            </Td>
            <Td className="text-right">{key.state === "working" && <RevokeButton apiKey={key} />}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function RevokeButton({ apiKey: { id, name } }: { readonly apiKey: ApiKeyRow }) {
  const t = useTranslations("settings.apiKeys");
  const change = useChange();
  const revoke = () =>
    change(async () => {
      await sendJson("DELETE", `/api/settings/api-keys/${id}`);
      return t("revoked", { name });
    });
  return (
    <ConfirmDialog
      title={t("revokeTitle", { name })}
      description={t("revokeText")}
      confirmLabel={t("revoke")}
      danger
      onConfirm={revoke}
      trigger={<Button size="sm">{t("revoke")}</Button>}
    />
  );
}
