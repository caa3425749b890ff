import { z } from "zod";
import { CHANNELS } from "@/lib/domain/message/status";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { providers } from "@/lib/providers/registry";

const words = z.strictObject({ en: z.string(), zh: z.string() });
const steps = z.strictObject({ en: z.array(z.string()), zh: z.array(z.string()) });

const providerField = z.strictObject({
  key: z.string(),
  label: words,
  help: words.describe("Where the value is found at the provider."),
  secret: z.boolean(),
  required: z.boolean(),
  purpose: z.enum(["webhook", "send"]),
  placeholder: z.string().nullable(),
  pattern: z
    .string()
    .nullable()
    .describe("Regular expression for the whole value, where the format is certain."),
  generated: z.boolean().describe("Made up by us when left empty."),
});

export const providerView = z.strictObject({
  id: z.string(),
  name: z.string(),
  channels: z.array(z.enum(CHANNELS)),
  settings: z.array(providerField),
  guide: steps.describe(
    "Set-up, step by step; {webhookUrl} and {field:key} stand for the connection's values.",
  ),
});

export const providerList = z.strictObject({ items: z.array(providerView) });

/** Every provider that a connection can be made for, with what its form asks. The same for all workspaces. */
export const listProviders = (): z.output<typeof providerList> => ({
  items: Object.values(providers).map(view),
});

function view(adapter: ProviderAdapter): z.output<typeof providerView> {
  return {
    id: adapter.id,
    name: adapter.name,
    channels: [...adapter.channels],
    settings: adapter.settings.map((field) => ({
      key: field.key,
      label: field.label,
      help: field.help,
      secret: field.secret,
      required: field.required,
      purpose: field.purpose,
      placeholder: field.placeholder ?? null,
      pattern: field.pattern?.source ?? null,
      generated: field.generated ?? false,
    })),
    guide: { en: [...adapter.guide.en], zh: [...adapter.guide.zh] },
  };
}
