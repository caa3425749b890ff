import { birdSender } from "@/lib/providers/bird/sender";
import { birdPlatformSender } from "@/lib/providers/bird-platform/sender";
import { infobipSender } from "@/lib/providers/infobip/sender";
import { messagebirdSender } from "@/lib/providers/messagebird/sender";
import type { Sender } from "@/lib/providers/sender";
import { simulatorSender } from "@/lib/providers/simulator/sender";
import { sinchSender } from "@/lib/providers/sinch/sender";
import { twilioSender } from "@/lib/providers/twilio/sender";
import { vonageSender } from "@/lib/providers/vonage/sender";

/** Every provider that can reach people by SMS or by a call, by its id; one line each. */
export const senders = {
  twilio: twilioSender,
  vonage: vonageSender,
  infobip: infobipSender,
  sinch: sinchSender,
  bird: birdSender,
  "bird-platform": birdPlatformSender,
  messagebird: messagebirdSender,
  simulator: simulatorSender,
} satisfies Record<string, Sender>;

export type SenderId = keyof typeof senders;

export function senderOf(providerId: string): Sender | undefined {
  return Object.hasOwn(senders, providerId) ? senders[providerId as SenderId] : undefined;
}
