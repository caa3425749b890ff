import type { Metadata } from "next";
import { InviteButton } from "@/components/settings/invite-button";
import { InviteTable } from "@/components/settings/invite-table";
import { MemberTable } from "@/components/settings/member-table";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";
import { listInvites } from "@/lib/workspaces/invites";
import { listMembers } from "@/lib/workspaces/members";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("members.title") };
}

export default async function MembersPage() {
  const session = await requireSession("admin");
  const [t, members, invites] = await Promise.all([
    getTranslations("settings"),
    listMembers(session),
    listInvites(session),
  ]);
  return (
    <>
      <PageHeader title={t("members.title")} description={t("members.text")} actions={<InviteButton />} />
      <Card flush>
        <MemberTable members={members} />
        {members.length === 1 && (
          <p className="border-line border-t px-4 py-3 text-ink-muted text-sm sm:px-5">
            {t("members.alone")}
          </p>
        )}
      </Card>
      {invites.length > 0 && (
        <Card title={t("members.open")} description={t("members.openText")} flush>
          <InviteTable invites={invites} />
        </Card>
      )}
    </>
  );
}
