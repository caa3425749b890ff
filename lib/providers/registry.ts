import { dialog360 } from "@/lib/providers/360dialog";
import { bird } from "@/lib/providers/bird";
import { birdPlatform } from "@/lib/providers/bird-platform";
import { infobip } from "@/lib/providers/infobip";
import { messagebird } from "@/lib/providers/messagebird";
import { meta } from "@/lib/providers/meta";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { simulator } from "@/lib/providers/simulator";
import { sinch } from "@/lib/providers/sinch";
import { twilio } from "@/lib/providers/twilio";
import { vonage } from "@/lib/providers/vonage";

/** Every provider that a connection can name; a new one is its folder and one line here. */
export const providers = {
  meta,
  "360dialog": dialog360,
  bird,
  "bird-platform": birdPlatform,
  messagebird,
  twilio,
  vonage,
  infobip,
  sinch,
  simulator,
} satisfies Record<string, ProviderAdapter>;

export type ProviderId = keyof typeof providers;

export function providerById(id: string): ProviderAdapter | undefined {
  return Object.hasOwn(providers, id) ? providers[id as ProviderId] : undefined;
}
