"use client";

import { Badge } from "@/components/ui/badge";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { SchemaField } from "./fields";
import { InlineCode } from "./inline-code";

type Props = {
  /** Names the table, e.g. "Body of createCampaign". */
  readonly label: string;
  readonly fields: readonly SchemaField[];
  /** Answers always have all their fields, so saying which are required would be noise. */
  readonly showRequired?: boolean;
  readonly words: {
    readonly field: string;
    readonly type: string;
    readonly meaning: string;
    readonly required: string;
  };
};

/** On the client's side, because the rows are many and travel as data far smaller than as elements. */
export function SchemaTable({ label, fields, showRequired, words }: Props) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <Table label={label} regionClassName="max-h-96">
        <THead>
          <Tr>
            <Th>{words.field}</Th>
            <Th>{words.type}</Th>
            <Th>{words.meaning}</Th>
          </Tr>
        </THead>
        <TBody>
          {fields.map((field) => (
            <Tr key={field.name}>
              <RowHeader className="whitespace-nowrap font-mono text-xs">
                {field.name}
                {showRequired && field.required && (
                  <Badge tone="accent" className="ml-2 font-sans">
                    {words.required}
                  </Badge>
                )}
              </RowHeader>
              <Td className="min-w-40 max-w-80 font-mono text-ink-muted text-xs">{field.type}</Td>
              <Td className="min-w-48 text-sm" lang="en">
                <InlineCode text={field.description} />
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </div>
  );
}
