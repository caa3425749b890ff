import { birdCases } from "@/lib/providers/bird/sender.cases";
import { birdPlatformCases } from "@/lib/providers/bird-platform/sender.cases";
import { infobipCases } from "@/lib/providers/infobip/sender.cases";
import { messagebirdCases } from "@/lib/providers/messagebird/sender.cases";
import type { SenderId } from "@/lib/providers/senders";
import { simulatorCases } from "@/lib/providers/simulator/sender.cases";
import { sinchCases } from "@/lib/providers/sinch/sender.cases";
import { twilioCases } from "@/lib/providers/twilio/sender.cases";
import { vonageCases } from "@/lib/providers/vonage/sender.cases";
import type { SenderCases } from "./sender-cases";

/** A sender without its cases does not compile. */
export const senderCases: Readonly<Record<SenderId, SenderCases>> = {
  twilio: twilioCases,
  vonage: vonageCases,
  infobip: infobipCases,
  sinch: sinchCases,
  bird: birdCases,
  "bird-platform": birdPlatformCases,
  messagebird: messagebirdCases,
  simulator: simulatorCases,
};
