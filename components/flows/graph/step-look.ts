import {
  CircleStop,
  Clock,
  Globe,
  type LucideIcon,
  MapPin,
  MessageSquareText,
  Phone,
  Radio,
  ShieldBan,
  Signpost,
  Split,
  Table2,
  Undo2,
  Webhook,
} from "lucide-react";
import type { StepType } from "@/lib/domain/flow/definition";

export const STEP_GROUPS = ["start", "decide", "time", "data", "reach", "finish"] as const;
export type StepGroup = (typeof STEP_GROUPS)[number];

type Look = { readonly icon: LucideIcon; readonly group: StepGroup };

export const STEP_LOOKS: Readonly<Record<StepType, Look>> = {
  trigger: { icon: Radio, group: "start" },
  branch: { icon: Signpost, group: "decide" },
  condition: { icon: Split, group: "decide" },
  wait: { icon: Clock, group: "time" },
  local_time: { icon: MapPin, group: "time" },
  log: { icon: Table2, group: "data" },
  http: { icon: Globe, group: "data" },
  webhook: { icon: Webhook, group: "data" },
  fallback: { icon: Undo2, group: "reach" },
  sms: { icon: MessageSquareText, group: "reach" },
  call: { icon: Phone, group: "reach" },
  suppress: { icon: ShieldBan, group: "finish" },
  end: { icon: CircleStop, group: "finish" },
};

/** Background and foreground of a step's icon; the group's name stands beside it, so colour is never alone. */
export const GROUP_TONE: Readonly<Record<StepGroup, string>> = {
  start: "bg-accent text-accent-fg",
  decide: "bg-status-read-soft text-status-read",
  time: "bg-status-silent-soft text-status-silent",
  data: "bg-status-sent-soft text-status-sent",
  reach: "bg-status-delivered-soft text-status-delivered",
  finish: "bg-status-accepted-soft text-status-accepted",
};

/** As `GROUP_TONE`, for drawings without text such as the overview map. */
export const GROUP_COLOUR: Readonly<Record<StepGroup, string>> = {
  start: "var(--accent)",
  decide: "var(--status-read)",
  time: "var(--status-silent)",
  data: "var(--status-sent)",
  reach: "var(--status-delivered)",
  finish: "var(--status-accepted)",
};
