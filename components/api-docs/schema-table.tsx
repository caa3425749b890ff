import { Badge } from "@/components/ui/badge";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { getTranslations } from "@/lib/i18n/server";
import type { SchemaField } from "./fields";

type Props = {
  /** Names the table, e.g. "Body of createCampaign". */
  readonly label: string;
  readonly fields: readonly SchemaField[];
  /** Answers always have all their fields, so saying which are required would be noise. */
  readonly showRequired?: boolean;
};

export async function SchemaTable({ label, fields, showRequired }: Props) {
  const t = await getTranslations("apiDocs");
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <Table label={label} regionClassName="max-h-96">
        <THead>
          <Tr>
            <Th>{t("field")}</Th>
            <Th>{t("type")}</Th>
            <Th>{t("meaning")}</Th>
          </Tr>
        </THead>
        <TBody>
          {fields.map((field) => (
            <Tr key={field.name}>
              <RowHeader className="whitespace-nowrap font-mono text-xs">
                {field.name}
                {showRequired && field.required && (
                  <Badge tone="accent" className="ml-2 font-sans">
                    {t("required")}
                  </Badge>
                )}
              </RowHeader>
              <Td className="min-w-40 max-w-80 font-mono text-ink-muted text-xs">{field.type}</Td>
              <Td className="min-w-48 text-sm" lang="en">
                {field.description}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </div>
  );
}
