import type { ReasonClass, Text } from "./classes";

/** Who can change the outcome. */
export const MUST_ACT = ["nobody", "operator", "engineer", "provider", "recipient"] as const;
export type MustAct = (typeof MUST_ACT)[number];

export const MUST_ACT_TEXT: Readonly<Record<MustAct, Text>> = {
  nobody: { en: "Nobody", zh: "无需处理" },
  operator: { en: "You, the operator", zh: "您（操作员）" },
  engineer: { en: "Your engineers", zh: "您的技术人员" },
  provider: { en: "The provider", zh: "服务商" },
  recipient: { en: "The recipient", zh: "收件人" },
};

export const ACTIONS = [
  "fall_back_now",
  "fall_back_and_suppress",
  "call_instead",
  "wait",
  "wait_a_day",
  "suppress",
  "stop_and_fix",
  "fix_data",
  "as_rule_says",
  "none",
] as const;
export type Action = (typeof ACTIONS)[number];

export const ACTION_TEXT: Readonly<Record<Action, Text>> = {
  fall_back_now: { en: "Fall back now", zh: "立即改用备用渠道" },
  fall_back_and_suppress: {
    en: "Fall back now and suppress this channel for the number for 30 to 90 days",
    zh: "立即改用备用渠道，并在 30 到 90 天内不再对该号码使用此渠道",
  },
  call_instead: { en: "Call instead of texting", zh: "改为拨打电话" },
  wait: { en: "Wait, then try again or fall back", zh: "先等待，再重试或改用备用渠道" },
  wait_a_day: {
    en: "Fall back, or wait at least 24 hours",
    zh: "改用备用渠道，或至少等待 24 小时",
  },
  suppress: { en: "Do not contact again; suppress the number", zh: "不要再联系；屏蔽该号码" },
  stop_and_fix: { en: "Stop sending and repair the cause", zh: "停止发送并解决问题" },
  fix_data: { en: "Correct the data, then send as new", zh: "更正数据后重新发送" },
  as_rule_says: { en: "Look up the code, then decide", zh: "先查明代码含义，再作决定" },
  none: { en: "Nothing to do", zh: "无需操作" },
};

/** How far the cause reaches: whether one person is affected or everybody who is sent the same way. */
export type Scope = "recipient" | "template" | "country" | "sender" | "account" | "platform";

/** Why a message was not delivered, in words that an operator understands; shared by all codes that mean it. */
export type Cause = {
  readonly title: Text;
  readonly sentence: Text;
  readonly class: ReasonClass;
  readonly mustAct: MustAct;
  readonly action: Action;
  readonly scope: Scope;
  /** The same message to the same number on the same channel will fail again. */
  readonly permanent: boolean;
};

type Wording = readonly [title: string, sentence: string];
type Kind = Pick<Cause, "class" | "mustAct" | "action" | "scope"> & { readonly permanent?: boolean };

/** A cause with its English and its Chinese wording. */
export function cause(kind: Kind, en: Wording, zh: Wording): Cause {
  return {
    ...kind,
    permanent: kind.permanent ?? false,
    title: { en: en[0], zh: zh[0] },
    sentence: { en: en[1], zh: zh[1] },
  };
}
