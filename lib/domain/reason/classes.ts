import type { Status } from "../message/status";

/** A wording in both languages of the product. */
export type Text = { readonly en: string; readonly zh: string };

/** What kind of rejection it is, and with it what may be done about it by itself. */
export const REASON_CLASSES = [
  "unreachable",
  "capped",
  "temporary",
  "opted_out",
  "sender_fault",
  "unknown",
] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

export const REASON_CLASS_TEXT: Readonly<
  Record<ReasonClass, { readonly label: Text; readonly meaning: Text; readonly defaultAction: Text }>
> = {
  unreachable: {
    label: { en: "Unreachable", zh: "无法送达" },
    meaning: {
      en: "The number can't receive messages on this channel.",
      zh: "该号码无法在此渠道接收消息。",
    },
    defaultAction: {
      en: "Fall back now, and consider suppressing the number on WhatsApp.",
      zh: "立即改用备用渠道，并考虑在 WhatsApp 上屏蔽该号码。",
    },
  },
  capped: {
    label: { en: "Capped", zh: "受限额限制" },
    meaning: {
      en: "Meta held the message back for this person: a marketing cap or an experiment.",
      zh: "Meta 没有把消息发给此人：营销消息已达上限，或此人在实验组中。",
    },
    defaultAction: {
      en: "Fall back, or wait at least 24 hours before WhatsApp is tried again.",
      zh: "改用备用渠道，或至少等待 24 小时后再用 WhatsApp 发送。",
    },
  },
  temporary: {
    label: { en: "Temporary", zh: "暂时失败" },
    meaning: {
      en: "Something passing stood in the way: overload, the network, or a phone that is off.",
      zh: "遇到了暂时的问题：系统过载、网络故障或手机关机。",
    },
    defaultAction: { en: "Wait, then fall back.", zh: "先等待，再改用备用渠道。" },
  },
  opted_out: {
    label: { en: "Opted out", zh: "已退订" },
    meaning: {
      en: "The person does not want these messages: they said stop, blocked you or declined.",
      zh: "对方不想收到这类消息：已退订、已拉黑或已拒绝。",
    },
    defaultAction: { en: "Never fall back; suppress the number.", zh: "不要改用备用渠道；屏蔽该号码。" },
  },
  sender_fault: {
    label: { en: "Sender fault", zh: "发送方问题" },
    meaning: {
      en: "The fault is on your side: the template, the account, the payment or the request.",
      zh: "问题出在您这一侧：模板、账户、付款或请求内容。",
    },
    defaultAction: {
      en: "Spend nothing on fallback; an operator repairs the cause first.",
      zh: "不要在备用渠道上花钱；请操作员先解决问题。",
    },
  },
  unknown: {
    label: { en: "Unknown", zh: "未知" },
    meaning: {
      en: "The provider's code does not tell why, or it is not in the dictionary.",
      zh: "服务商的代码没有说明原因，或词典中没有该代码。",
    },
    defaultAction: {
      en: "Look up the provider's own code, which is shown, then decide.",
      zh: "先查明所显示的服务商原始代码的含义，再作决定。",
    },
  },
};

const BY_STATUS: Readonly<Record<Exclude<Status, "rejected">, Text>> = {
  accepted: { en: "Watch", zh: "观察" },
  sent: { en: "Watch", zh: "观察" },
  delivered: { en: "Go on", zh: "继续" },
  read: { en: "Follow up", zh: "跟进" },
};

/** What to do next with a message in this state. `reasonClass` counts for rejected messages only. */
export function recommendedAction(status: Status, reasonClass: ReasonClass = "unknown"): Text {
  return status === "rejected" ? REASON_CLASS_TEXT[reasonClass].defaultAction : BY_STATUS[status];
}
