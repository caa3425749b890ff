"use client";

import { Eye } from "lucide-react";
import { Fragment, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ConnectionView, ProviderInfo } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy";
import { toast } from "@/components/ui/toast";
import { getJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { type GuidePart, guideParts } from "@/lib/connections/guide";

type Props = {
  readonly provider: ProviderInfo;
  readonly connection: ConnectionView;
  /** Admins may see the values that were made up. */
  readonly canReveal: boolean;
};

/** What to do at the provider, with this connection's own address and values in their places. */
export function SetupGuide({ provider, connection, canReveal }: Props) {
  const t = useTranslations("connections");
  const locale = useLocale();
  const errorText = useErrorText();
  const [revealed, setRevealed] = useState<Readonly<Record<string, string>> | null>(null);
  const generated = provider.settings.filter(
    (field) => field.generated && connection.secrets[field.key]?.set,
  );
  const reveal = async (): Promise<void> => {
    try {
      setRevealed(
        await getJson<Record<string, string>>(`/api/connections/${connection.id}/generated`, { has: [] }),
      );
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  const show = (part: GuidePart) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "code") return <Code text={part.text} name={t("guide.example")} />;
    if (part.kind === "webhookUrl") return <Value text={connection.webhookUrl} name={t("webhook.name")} />;
    const field = provider.settings.find(({ key }) => key === part.key);
    const label = field?.label[locale] ?? part.key;
    const value = revealed?.[part.key] ?? connection.settings[part.key];
    if (value !== undefined) return <Value text={value} name={label} />;
    return (
      <code className="rounded-sm bg-sunken px-1 py-0.5 text-xs">{t("guide.value", { field: label })}</code>
    );
  };
  return (
    <Card
      title={t("guide.title", { provider: provider.name })}
      actions={
        canReveal &&
        generated.length > 0 &&
        revealed === null && (
          <Button size="sm" icon={<Eye aria-hidden />} onClick={reveal}>
            {t("guide.reveal")}
          </Button>
        )
      }
    >
      <ol className="flex list-decimal flex-col gap-2.5 pl-5 text-sm leading-relaxed marker:text-ink-muted">
        {provider.guide[locale].map((step) => (
          <li key={step} className="break-words pl-1">
            {guideParts(step).map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move
              <Fragment key={at}>{show(part)}</Fragment>
            ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Characters; what is longer is a line to copy and not a name. */
const BLOCK_FROM = 40;

function Code({ text, name }: { readonly text: string; readonly name: string }) {
  if (text.length < BLOCK_FROM)
    return <code className="rounded-sm bg-sunken px-1 py-0.5 text-xs">{text}</code>;
  return (
    <span className="my-1.5 flex items-start gap-2 rounded-md bg-sunken p-2">
      <code className="min-w-0 flex-1 break-all text-xs leading-relaxed">{text}</code>
      <CopyButton text={text} name={name} size="sm" iconOnly />
    </span>
  );
}

function Value({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 rounded-md bg-sunken py-0.5 pl-1.5 align-middle">
      <code className="break-all text-xs">{text}</code>
      <CopyButton text={text} name={name} size="sm" iconOnly />
    </span>
  );
}
