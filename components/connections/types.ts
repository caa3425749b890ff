import type { z } from "zod";
import type { ConnectionView } from "@/lib/connections/contract";
import type { providerView } from "@/lib/connections/list-providers";

export type ProviderInfo = z.output<typeof providerView>;
export type ProviderField = ProviderInfo["settings"][number];
export type { ConnectionView };
