"use client";

import { CircleHelp, Clock, Gauge, OctagonX, PhoneOff, Wrench } from "lucide-react";
import { useLocale } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { REASON_CLASS_TEXT, type ReasonClass } from "@/lib/domain/reason/classes";

const LOOKS = {
  unreachable: { tone: "danger", icon: PhoneOff },
  capped: { tone: "warn", icon: Gauge },
  temporary: { tone: "ok", icon: Clock },
  opted_out: { tone: "neutral", icon: OctagonX },
  sender_fault: { tone: "accent", icon: Wrench },
  unknown: { tone: "neutral", icon: CircleHelp },
} as const satisfies Record<ReasonClass, object>;

/** A reason class as word, icon and colour. */
export function ClassBadge({ name }: { readonly name: ReasonClass }) {
  const locale = useLocale();
  const { tone, icon: Icon } = LOOKS[name];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {REASON_CLASS_TEXT[name].label[locale]}
    </Badge>
  );
}
