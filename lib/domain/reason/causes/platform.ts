import { cause } from "../cause";

const passing = { class: "temporary", mustAct: "nobody", action: "wait", scope: "platform" } as const;
const unclear = {
  class: "unknown",
  mustAct: "operator",
  action: "as_rule_says",
  scope: "recipient",
} as const;

export const throttled = cause(
  { ...passing, mustAct: "operator", scope: "sender" },
  ["Sending too fast", "More messages were sent than the limit allows; send slower and try again."],
  ["发送过快", "发送的消息超过了速率限制；请放慢速度后重试。"],
);
export const pairLimit = cause(
  { ...passing, scope: "recipient" },
  [
    "Too many messages to this person",
    "This person got too many messages from you in a short time; wait a little.",
  ],
  ["发给此人的消息过多", "短时间内发给此人的消息过多；请稍等。"],
);
export const flooding = cause(
  { ...passing, mustAct: "operator", scope: "recipient" },
  ["Flood filter", "The same text went to this number too often; do not send it again unchanged."],
  ["触发防刷过滤", "相同文本多次发往该号码；请不要原样再次发送。"],
);
export const carrierQuota = cause(
  { ...passing, scope: "sender" },
  ["Sending quota reached", "The quota of the carrier or of the day is used up; it opens again later."],
  ["发送配额已用完", "运营商或当日的配额已用完；稍后会恢复。"],
);
export const sendingHours = cause(
  { ...passing, scope: "country" },
  ["Outside the allowed hours", "Messages of this kind may not be sent at this time of day there."],
  ["不在允许的时段", "当地此时不允许发送这类消息。"],
);
export const flowThrottled = cause(
  { ...passing, mustAct: "operator", scope: "template" },
  ["WhatsApp Flow slowed down", "Meta limits how often this WhatsApp Flow is sent; send slower."],
  ["WhatsApp Flow 被限速", "Meta 限制了该 WhatsApp Flow 的发送频率；请放慢速度。"],
);
export const maintenance = cause(
  passing,
  ["Account under maintenance", "Meta is changing something on the account; it is back in some minutes."],
  ["账户维护中", "Meta 正在调整该账户；几分钟后恢复。"],
);
export const platformTrouble = cause(
  { ...passing, mustAct: "provider" },
  ["Trouble at the provider", "The provider or Meta had a fault of its own; it usually passes."],
  ["服务商故障", "服务商或 Meta 自身出现故障；通常会自行恢复。"],
);
export const networkTrouble = cause(
  { ...passing, mustAct: "provider" },
  ["Trouble in the network", "The phone network had a fault on the way; try again later."],
  ["网络故障", "电话网络在传输途中出现故障；请稍后重试。"],
);
export const providerTimeout = cause(
  { ...passing, mustAct: "provider" },
  [
    "Provider did not answer in time",
    "A system on the way did not answer; the message may have arrived all the same, so don't repeat it blindly.",
  ],
  ["服务商响应超时", "途中的某个系统没有响应；消息可能已送达，请不要盲目重发。"],
);
export const shortValidity = cause(
  { ...passing, mustAct: "operator", scope: "sender" },
  ["Expired in the queue", "The message expired before it left the provider; give it a longer validity."],
  ["在队列中过期", "消息在服务商发出前已过期；请设置更长的有效期。"],
);
export const generalUserError = cause(
  unclear,
  ["General error", "Something in the request or for this person did not work; Meta does not say what."],
  ["一般错误", "请求或此收件人出现问题；Meta 没有说明原因。"],
);
export const noDetail = cause(
  unclear,
  ["No detail from the carrier", "The carrier reported a failure without a cause; the number may not exist."],
  ["运营商未说明原因", "运营商报告发送失败，但没有说明原因；号码可能不存在。"],
);
export const channelRefused = cause(
  unclear,
  ["Refused by the channel", "The channel refused the message; the provider's own text may say why."],
  ["渠道拒绝", "渠道拒绝了该消息；服务商的说明中可能有原因。"],
);
export const outcomeUnknown = cause(
  { ...unclear, class: "temporary", mustAct: "nobody", action: "wait" },
  ["No delivery report", "No report came in time; the message may still arrive, or may have arrived."],
  ["没有送达报告", "未按时收到报告；消息可能稍后送达，也可能已送达。"],
);
export const noChannelsLeft = cause(
  { ...unclear, action: "fall_back_now" },
  [
    "No channel left at the provider",
    "The provider's own fallback has tried its last channel; go on with yours.",
  ],
  ["服务商已无可用渠道", "服务商自身的备用渠道已全部尝试；请继续使用您的备用渠道。"],
);
export const ourWebhook = cause(
  { ...unclear, mustAct: "engineer", action: "stop_and_fix", scope: "account" },
  [
    "Your endpoint failed",
    "The provider could not fetch its instructions from your server; repair the address.",
  ],
  ["您的接口出错", "服务商无法从您的服务器获取指令；请修复该地址。"],
);
export const inboundMedia = cause(
  { ...unclear, mustAct: "nobody", action: "none" },
  [
    "Media from the person not fetched",
    "A file that the person sent to you could not be fetched; nothing you sent is affected.",
  ],
  ["未能获取对方的媒体", "对方发给您的文件无法获取；您发送的消息不受影响。"],
);
export const managementError = cause(
  { ...unclear, mustAct: "engineer", action: "none", scope: "account" },
  ["Not a delivery error", "This code belongs to managing templates or moving numbers, not to a message."],
  ["不是送达错误", "该代码属于模板管理或号码迁移，与消息送达无关。"],
);
export const notAFailure = cause(
  { ...unclear, mustAct: "nobody", action: "none" },
  ["Not a failure", "This code reports normal progress or success."],
  ["不是失败", "该代码表示正常进度或成功。"],
);
export const noReason = cause(
  unclear,
  ["No reason given", "The provider reported a rejection without saying why."],
  ["未说明原因", "服务商报告了拒绝，但没有说明原因。"],
);
export const notInDictionary = cause(
  unclear,
  ["Unknown reason", "This code is not in the dictionary; look it up in the provider's documentation."],
  ["未知原因", "词典中没有该代码；请查阅服务商的文档。"],
);
