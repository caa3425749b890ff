"use client";

import { useTranslations } from "use-intl";
import { deviceOf } from "@/components/settings/device";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DateTime, TimeAgo } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { sendJson } from "@/lib/client/get-json";

export type SessionRow = {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
};

export function SessionTable({ sessions }: { readonly sessions: readonly SessionRow[] }) {
  const t = useTranslations("settings.account");
  const change = useChange();
  const end = (which: string) =>
    change(async () => {
      const { ended } = await sendJson<{ ended: number }>("DELETE", `/api/account/sessions${which}`, {
        has: ["ended"],
      });
      return t("ended", { count: ended });
    });
  const others = sessions.length > 1 && <Button onClick={() => end("")}>{t("endOthers")}</Button>;
  return (
    <Card title={t("sessions")} description={t("sessionsText")} actions={others} flush>
      <Table label={t("sessions")}>
        <THead>
          <Tr>
            <Th>{t("device")}</Th>
            <Th>{t("address")}</Th>
            <Th>{t("lastSeen")}</Th>
            <Th>{t("since")}</Th>
            <Th>
              <span className="sr-only">{t("end")}</span>
            </Th>
          </Tr>
        </THead>
        <TBody>
          {sessions.map((session) => (
            <SessionLine key={session.id} session={session} onEnd={() => end(`/${session.id}`)} />
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function SessionLine({ session, onEnd }: { readonly session: SessionRow; readonly onEnd: () => void }) {
  const t = useTranslations("settings.account");
  const device = deviceOf(session.userAgent);
  const name = device ? t("deviceOn", device) : t("unknownDevice");
  return (
    <Tr>
      <RowHeader>
        <span className="flex items-center gap-2">
          {name}
          {session.current && <Badge tone="accent">{t("thisOne")}</Badge>}
        </span>
      </RowHeader>
      <Td className="font-mono text-xs">{session.address ?? "—"}</Td>
      <Td>
        <TimeAgo value={session.lastSeenAt} />
      </Td>
      <Td>
        <DateTime value={session.createdAt} />
      </Td>
      <Td className="text-right">
        {!session.current && (
          <Button size="sm" aria-label={t("endNamed", { device: name })} onClick={onEnd}>
            {t("end")}
          </Button>
        )}
      </Td>
    </Tr>
  );
}
