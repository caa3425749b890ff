import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy";
import type { DocumentedOperation, JsonSchema } from "@/lib/api/openapi";
import { getTranslations } from "@/lib/i18n/server";
import { curlOf } from "./curl";
import { fieldsOf, typeText } from "./fields";
import { InlineCode } from "./inline-code";
import { SchemaTable } from "./schema-table";

type Props = {
  readonly server: string;
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
};

export async function OperationCard({ server, method, path, operation }: Props) {
  const t = await getTranslations("apiDocs");
  const { operationId, parameters, requestBody } = operation;
  const words = { field: t("field"), type: t("type"), meaning: t("meaning"), required: t("required") };
  const curl = curlOf(server, method, path, operation);
  const [status, answer] = successOf(operation);
  const parameterFields = parameters.map((one) => ({
    name: one.name,
    type: typeText(one.schema),
    required: one.required,
    description: one.description ?? "",
  }));
  const body = requestBody?.content["application/json"]?.schema;
  return (
    <Card
      title={<span lang="en">{operation.summary}</span>}
      description={
        operation.description && (
          <span lang="en">
            <InlineCode text={operation.description} />
          </span>
        )
      }
      actions={<Badge>{t("scope", { scope: operation["x-scope"] })}</Badge>}
    >
      <details className="group min-w-0">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-2 rounded-sm font-mono text-sm [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-muted group-open:rotate-90" />
          <Badge tone={method === "GET" ? "ok" : method === "DELETE" ? "danger" : "accent"}>{method}</Badge>
          <span className="break-all">{path}</span>
        </summary>
        {/* Browsers open what encloses the target of a link: the contents lead here. */}
        <div id={operationId} className="flex min-w-0 scroll-mt-44 flex-col gap-4 pt-4">
          {parameterFields.length > 0 && (
            <Part title={t("parameters")}>
              <SchemaTable
                label={`${operationId}: ${t("parameters")}`}
                fields={parameterFields}
                words={words}
                showRequired
              />
            </Part>
          )}
          {body && (
            <Part title={t("body")}>
              <SchemaTable
                label={`${operationId}: ${t("body")}`}
                fields={fieldsOf(body)}
                words={words}
                showRequired
              />
            </Part>
          )}
          <Part title={t("answer", { status })}>
            {answer ? (
              <SchemaTable
                label={`${operationId}: ${t("answer", { status })}`}
                fields={fieldsOf(answer)}
                words={words}
              />
            ) : (
              <p className="text-ink-muted text-sm">{status === "204" ? t("noBody") : t("file")}</p>
            )}
          </Part>
          <Part
            title={t("example")}
            actions={<CopyButton text={curl} name={t("example")} size="sm" iconOnly />}
          >
            {/* Wrapped, so that it needs no scrolling sideways. */}
            <pre className="whitespace-pre-wrap break-all rounded-lg border border-line bg-sunken p-3 font-mono text-xs">
              {curl}
            </pre>
          </Part>
        </div>
      </details>
    </Card>
  );
}

function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-ink-muted text-xs">{title}</h3>
        {actions}
      </div>
      {children}
    </div>
  );
}

/** The answer of a call that went well, and its schema where it is JSON. */
function successOf({ responses }: DocumentedOperation): [status: string, schema: JsonSchema | undefined] {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [
    "200",
    undefined,
  ];
  const content = response && "content" in response ? response.content : undefined;
  return [status, content?.["application/json"]?.schema];
}
