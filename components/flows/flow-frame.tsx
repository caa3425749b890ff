import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { FlowTabs } from "@/components/flows/flow-tabs";
import { FlowMenu } from "@/components/flows/list/flow-menu";
import { FlowState } from "@/components/flows/list/flow-table";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct, type Role } from "@/lib/auth/context";
import type { FlowDetail } from "@/lib/flows/contract";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

type Props = {
  readonly flow: FlowDetail;
  readonly role: Role;
  readonly hasChanges: boolean;
  readonly children: ReactNode;
};

/** What all pages of a flow have in common, the editor left out: it needs the room. */
export async function FlowFrame({ flow, role, hasChanges, children }: Props) {
  const t = await getTranslations("flows");
  const isOperator = mayAct(role, "operator");
  const errors = flow.problems.filter(({ severity }) => severity === "error").length;
  return (
    <ClientMessages namespaces={["auth", "flows", "flowSteps", "status"]}>
      <div className="flex flex-col gap-5">
        <PageHeader
          title={flow.name}
          breadcrumbs={[{ label: t("title"), href: "/flows" }]}
          meta={<Meta flow={flow} hasChanges={hasChanges} />}
          actions={
            isOperator && (
              <div className="flex gap-2">
                {!flow.archived && (
                  <LinkButton href={`/flows/${flow.id}/edit`} variant="primary">
                    <Pencil aria-hidden />
                    {t("edit")}
                  </LinkButton>
                )}
                <FlowMenu flow={flow} isAdmin={mayAct(role, "admin")} />
              </div>
            )
          }
        />
        {flow.archived && <Notice tone="info">{t("archivedNotice")}</Notice>}
        {!flow.archived && isOperator && hasChanges && errors > 0 && (
          <Notice tone="warn">{t("problems", { count: errors })}</Notice>
        )}
        <FlowTabs id={flow.id} />
        {children}
      </div>
    </ClientMessages>
  );
}

async function Meta({ flow, hasChanges }: Pick<Props, "flow" | "hasChanges">) {
  const t = await getTranslations("flows");
  return (
    <span className="flex flex-wrap items-center gap-2">
      {flow.isDefault && <Badge tone="accent">{t("isDefault")}</Badge>}
      <FlowState version={flow.publishedVersion} hasChanges={hasChanges} />
      {flow.publishedAt !== null && (
        <span className="text-ink-muted text-xs">
          {t("by", { who: flow.publishedBy ?? "" })} · <DateTime value={flow.publishedAt} />
        </span>
      )}
    </span>
  );
}
