import { cause } from "../cause";

const heldBack = { class: "capped", mustAct: "nobody", action: "wait_a_day", scope: "recipient" } as const;
const stopped = { class: "opted_out", scope: "recipient", permanent: true } as const;

export const marketingCap = cause(
  heldBack,
  [
    "Marketing cap reached",
    "Meta limits how many marketing messages a person gets and did not deliver this one.",
  ],
  ["营销消息已达上限", "Meta 限制每个人收到的营销消息数量，因此没有送达这一条。"],
);
export const experiment = cause(
  heldBack,
  [
    "Part of a Meta experiment",
    "Meta delivers no marketing messages to this person for now, to compare groups.",
  ],
  ["属于 Meta 实验组", "Meta 正在做对比实验，暂时不向此人送达营销消息。"],
);
export const marketingOptOut = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["Stopped marketing messages", "The person chose in WhatsApp to get no more marketing from you."],
  ["已停止接收营销消息", "对方在 WhatsApp 中选择不再接收您的营销消息。"],
);
export const templateBlocked = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["Template blocked by the person", "The person does not want messages of this template any more."],
  ["对方屏蔽了该模板", "对方不想再收到使用该模板的消息。"],
);
export const blockedByRecipient = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  [
    "Blocked by the recipient",
    "The person has blocked your number or does not allow messages from businesses.",
  ],
  ["已被对方拉黑", "对方拉黑了您的号码，或不允许接收企业消息。"],
);
export const replyStop = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["Unsubscribed", "The person replied STOP or asked in another way not to be texted."],
  ["已退订", "对方回复了 STOP,或以其他方式要求不再接收短信。"],
);
export const blocklisted = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["On a do-not-disturb or block list", "The number is on a do-not-disturb list or a block list."],
  ["在免打扰或屏蔽名单中", "该号码在免打扰名单或屏蔽名单中。"],
);
export const barred = cause(
  { ...stopped, mustAct: "operator", action: "suppress" },
  ["Number barred", "The carrier or the provider refuses messages to this number."],
  ["号码被禁止", "运营商或服务商拒绝向该号码发送消息。"],
);
export const blockedOnTheWay = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["Blocked by carrier or recipient", "The carrier or the person blocks messages from you to this number."],
  ["被运营商或对方拦截", "运营商或对方拦截了您发往该号码的消息。"],
);
export const notOptedIn = cause(
  { ...stopped, mustAct: "recipient", action: "suppress" },
  ["No consent", "The person has not agreed to get messages on this channel."],
  ["未获得同意", "对方没有同意在此渠道接收消息。"],
);
export const suppressedAtProvider = cause(
  { ...stopped, mustAct: "operator", action: "none" },
  ["On the provider's suppression list", "Your own list at the provider says not to message this number."],
  ["在服务商的屏蔽名单中", "您在服务商处的名单要求不要给该号码发送消息。"],
);
export const contactState = cause(
  { ...stopped, mustAct: "operator", action: "suppress" },
  [
    "Contact may not be messaged",
    "The contact's state at the provider forbids it, for example after an unsubscribe.",
  ],
  ["该联系人不可发送", "该联系人在服务商处的状态不允许发送，例如已退订。"],
);
export const ageRestricted = cause(
  { ...stopped, mustAct: "nobody", action: "none" },
  ["Age restriction", "The carrier does not let this person receive content of this kind because of age."],
  ["年龄限制", "因年龄限制，运营商不允许此人接收这类内容。"],
);
export const callDeclined = cause(
  { ...stopped, mustAct: "recipient", action: "none" },
  ["Call declined", "The person or their carrier declined the call; do not call again about this."],
  ["拒接电话", "对方或其运营商拒接了电话；请不要为此事再次拨打。"],
);
