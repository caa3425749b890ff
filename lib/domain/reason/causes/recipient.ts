import { cause } from "../cause";

const gone = { class: "unreachable", scope: "recipient", permanent: true } as const;
const away = { class: "temporary", mustAct: "nobody", scope: "recipient" } as const;

export const notOnWhatsApp = cause(
  { ...gone, mustAct: "nobody", action: "fall_back_and_suppress" },
  [
    "Not reachable on WhatsApp",
    "This number can't receive WhatsApp: it isn't on WhatsApp, uses an old app, or has not accepted its terms.",
  ],
  ["WhatsApp 无法送达", "该号码无法接收 WhatsApp 消息：未注册 WhatsApp、应用版本过旧，或未接受其条款。"],
);
export const deviceUnsupported = cause(
  { ...gone, mustAct: "recipient", action: "fall_back_and_suppress" },
  [
    "Phone or app can't show it",
    "The person's phone or WhatsApp version can't receive this kind of message.",
  ],
  ["手机或应用不支持", "对方的手机或 WhatsApp 版本无法接收这类消息。"],
);
export const unknownNumber = cause(
  { ...gone, mustAct: "operator", action: "fall_back_and_suppress" },
  ["Number not in service", "The network does not know this number: it is not assigned or no longer in use."],
  ["号码不存在", "运营商网络中没有该号码：未分配或已停用。"],
);
export const invalidNumber = cause(
  { ...gone, mustAct: "operator", action: "fix_data" },
  ["Invalid number", "This is not a valid phone number; check the country code and the digits."],
  ["号码无效", "这不是有效的电话号码；请检查国家代码和各位数字。"],
);
export const noChannelIdentity = cause(
  { ...gone, mustAct: "operator", action: "fall_back_and_suppress" },
  ["No address on this channel", "The contact has no valid address on this channel."],
  ["该渠道没有联系方式", "该联系人在此渠道上没有有效的地址。"],
);
export const landline = cause(
  { ...gone, mustAct: "nobody", action: "call_instead" },
  [
    "Not a mobile number",
    "This is a landline or another number without text messages; a call can still reach it.",
  ],
  ["不是手机号码", "这是固定电话或无法接收短信的号码；仍可拨打电话。"],
);
export const noSmsService = cause(
  { ...gone, mustAct: "nobody", action: "call_instead" },
  [
    "Can't receive SMS",
    "The person's line, plan or device does not take SMS, or the carrier can't be reached.",
  ],
  ["无法接收短信", "对方的线路、套餐或设备不支持短信，或无法连接其运营商。"],
);
export const destinationUnreachable = cause(
  { ...gone, mustAct: "nobody", action: "fall_back_now", permanent: false },
  ["Destination unreachable", "The message found no way to this number; another channel may."],
  ["目的地无法到达", "消息无法到达该号码；可以尝试其他渠道。"],
);
export const ported = cause(
  { ...gone, mustAct: "provider", action: "fall_back_now", permanent: false },
  [
    "Number moved between carriers",
    "The carriers disagree about who serves this number; that can take days to settle.",
  ],
  ["携号转网问题", "运营商之间尚未确认该号码的归属，可能需要数天才能解决。"],
);
export const lineSuspended = cause(
  { ...gone, mustAct: "recipient", action: "fall_back_and_suppress" },
  ["Line suspended", "The carrier has suspended this person's line."],
  ["线路已停机", "运营商已暂停此人的线路。"],
);
export const unusableVoiceNumber = cause(
  { ...gone, mustAct: "operator", action: "fall_back_and_suppress" },
  ["Can't be called", "No call can be placed to this number: it does not exist or is incomplete."],
  ["无法拨打", "无法拨打该号码：号码不存在或不完整。"],
);
export const phoneOff = cause(
  { ...away, action: "wait" },
  [
    "Phone off or out of coverage",
    "The phone is switched off, out of coverage or has no room for messages right now.",
  ],
  ["手机关机或无信号", "手机目前关机、不在服务区，或存储已满。"],
);
export const lineBarred = cause(
  { ...away, action: "call_instead" },
  ["Line barred for now", "The line does not take messages at the moment; the carrier calls it barred."],
  ["线路暂时受限", "该线路目前不接收消息；运营商显示为已限制。"],
);
export const expired = cause(
  { ...away, action: "fall_back_now" },
  [
    "Expired before delivery",
    "The message could not be delivered in time; the phone was probably off or away.",
  ],
  ["送达前已过期", "消息未能在有效期内送达；手机可能关机或不在服务区。"],
);
export const recipientOutOfCredit = cause(
  { ...away, mustAct: "recipient", action: "call_instead" },
  ["Recipient has no credit", "The person's prepaid account is empty, so the carrier does not deliver."],
  ["对方余额不足", "对方的预付费账户没有余额，运营商不予送达。"],
);
export const templateNotDownloaded = cause(
  { ...away, action: "wait" },
  [
    "Template did not reach the phone",
    "The person's app could not download the template; it may work later.",
  ],
  ["手机未能下载模板", "对方的应用未能下载模板；稍后可能成功。"],
);
export const busy = cause(
  { ...away, action: "wait" },
  ["Busy", "The line was busy; try again in 10 to 30 minutes."],
  ["占线", "对方正在通话中；请在 10 到 30 分钟后重试。"],
);
export const noAnswer = cause(
  { ...away, action: "wait" },
  ["No answer", "The phone rang and nobody picked up; try again later."],
  ["无人接听", "电话响铃但无人接听；请稍后重试。"],
);
export const callNotReached = cause(
  { ...away, action: "wait" },
  [
    "Phone not reached",
    "The call did not reach the phone: it is off, out of coverage or did not react in time.",
  ],
  ["电话未接通", "电话未能接通：手机关机、不在服务区或没有响应。"],
);
export const callFailed = cause(
  { ...away, action: "wait" },
  ["Call not answered", "The call failed; the provider does not tell busy from no answer."],
  ["电话未被接听", "呼叫失败；服务商不区分占线和无人接听。"],
);
