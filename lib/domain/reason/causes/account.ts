import { cause } from "../cause";

const ours = {
  class: "sender_fault",
  mustAct: "operator",
  action: "stop_and_fix",
  scope: "account",
} as const;
const technical = { ...ours, mustAct: "engineer" } as const;
const sender = { ...ours, scope: "sender" } as const;

export const payment = cause(
  ours,
  [
    "Payment problem",
    "The account has no credit or no working payment method; nothing is sent until that is settled.",
  ],
  ["付款问题", "账户余额不足或没有可用的付款方式；解决之前不会发送任何消息。"],
);
export const accountLocked = cause(
  ours,
  ["Account locked", "The account is locked, after a policy violation or a wrong verification."],
  ["账户已被锁定", "账户因违反政策或验证错误而被锁定。"],
);
export const accountSuspended = cause(
  ours,
  ["Account blocked", "The provider or Meta has blocked or suspended your account; contact their support."],
  ["账户已被停用", "服务商或 Meta 已封锁或暂停您的账户；请联系其客服。"],
);
export const accountLimited = cause(
  ours,
  [
    "Account has limited rights",
    "Meta has limited what this account may do, for example marketing messages.",
  ],
  ["账户功能受限", "Meta 限制了该账户的功能，例如发送营销消息。"],
);
export const spamLimit = cause(
  sender,
  [
    "Quality limit reached",
    "Too many people blocked or reported you, so Meta restricts this sender; review your list.",
  ],
  ["触发质量限制", "太多人拉黑或举报了您，Meta 因此限制了该发送号码；请检查您的名单。"],
);
export const misclassifiedTemplate = cause(
  { ...ours, scope: "template" },
  [
    "Wrong template category",
    "Meta limits the account because templates were filed under the wrong category.",
  ],
  ["模板类别错误", "由于模板类别填写错误，Meta 限制了该账户。"],
);
export const marketingRoute = cause(
  technical,
  [
    "Marketing not allowed on this route",
    "This account must send marketing through Meta's marketing messages route.",
  ],
  ["该通道不可发送营销消息", "该账户必须通过 Meta 的营销消息通道发送营销内容。"],
);
export const termsNotAccepted = cause(
  ours,
  ["Terms not accepted", "Your business has to accept the provider's terms for this feature first."],
  ["未接受条款", "您的企业需要先接受该功能的服务条款。"],
);
export const senderNotRegistered = cause(
  { ...sender, mustAct: "engineer" },
  [
    "Sender not registered",
    "Your sending number is not, or not correctly, registered on this channel; register it again.",
  ],
  ["发送号码未注册", "您的发送号码未在此渠道注册或注册有误；请重新注册。"],
);
export const displayName = cause(
  sender,
  ["Display name not approved", "Your sender's display name still needs Meta's approval."],
  ["显示名称未获批准", "您的发送号码的显示名称还需要 Meta 批准。"],
);
export const deregistration = cause(
  { ...sender, mustAct: "engineer" },
  [
    "Deregistration half done",
    "An earlier deregistration of your number did not finish; deregister it again.",
  ],
  ["注销未完成", "您的号码上次注销没有完成；请再次注销。"],
);
export const registrationPin = cause(
  sender,
  [
    "Registration PIN problem",
    "Registering your number failed: wrong PIN, too many or too fast tries, or a new check is due.",
  ],
  ["注册 PIN 码问题", "您的号码注册失败：PIN 码错误、尝试过多或过快，或需要重新验证。"],
);
export const registrationWait = cause(
  { ...sender, action: "wait" },
  [
    "Registration must wait",
    "Your number was registered or deregistered too often; wait before the next try.",
  ],
  ["需等待后再注册", "您的号码注册或注销过于频繁；请稍后再试。"],
);
export const permission = cause(
  technical,
  ["Access denied", "The access token lacks a permission, or the account is not allowed to do this."],
  ["没有权限", "访问令牌缺少权限，或账户不允许执行此操作。"],
);
export const badToken = cause(
  technical,
  [
    "Sign-in at the provider failed",
    "The access token or the certificate is wrong or has expired; renew it.",
  ],
  ["服务商身份验证失败", "访问令牌或证书错误或已过期；请更新。"],
);
export const countryRestricted = cause(
  { ...ours, scope: "country" },
  ["Not allowed in this country", "Your account may not message people in this country."],
  ["不允许发送到该国家/地区", "您的账户不能向该国家/地区的用户发送消息。"],
);
export const countryNotEnabled = cause(
  { ...ours, scope: "country" },
  [
    "Country not switched on",
    "Your account at the provider is not set up for this country; switch it on there.",
  ],
  ["该国家/地区未开通", "您在服务商处的账户未开通该国家/地区；请前往开通。"],
);
export const usRegistration = cause(
  { ...ours, scope: "country" },
  [
    "US registration missing",
    "Messages to the United States need a registered campaign or a verified number, or its limit is reached.",
  ],
  ["缺少美国注册", "发往美国的短信需要已注册的活动或已验证的号码，或其限额已用完。"],
);
export const senderRefused = cause(
  sender,
  [
    "Sender not accepted",
    "The network or the provider does not accept this sender ID or number; local rules may apply.",
  ],
  ["发送方未被接受", "网络或服务商不接受该发送方 ID 或号码；可能受当地规定限制。"],
);
export const senderMissing = cause(
  { ...sender, mustAct: "engineer" },
  ["Sender not set up", "The sending number does not belong to this account or its channel is not set up."],
  ["发送方未设置", "该发送号码不属于此账户，或其渠道尚未设置。"],
);
export const featureNotEnabled = cause(
  ours,
  [
    "Feature not switched on",
    "Your account at the provider is not enabled for this; ask the provider to switch it on.",
  ],
  ["功能未开通", "您在服务商处的账户未开通此功能；请联系服务商开通。"],
);
export const trialAccount = cause(
  ours,
  ["Trial account", "A trial account reaches verified numbers only; upgrade it or verify the number."],
  ["试用账户", "试用账户只能发送给已验证的号码；请升级账户或验证该号码。"],
);
export const accountQuota = cause(
  ours,
  ["Account limit reached", "The account's daily or monthly number of messages is used up."],
  ["账户限额已用完", "账户每日或每月的消息数量已用完。"],
);
export const customerSide = cause(
  ours,
  [
    "Account or settings problem",
    "The provider refused: check balance, policy and settings of your account there.",
  ],
  ["账户或设置问题", "服务商拒绝发送：请检查您在服务商处的余额、政策和设置。"],
);
export const routeMissing = cause(
  ours,
  ["No route", "Your account has no route to this destination; ask the provider."],
  ["没有可用线路", "您的账户没有通往该目的地的线路；请联系服务商。"],
);
/** A matter of the pair: another sender or a call may reach the person, so it counts as unreachable. */
export const senderNumberPair = cause(
  { ...ours, class: "unreachable", action: "call_instead", scope: "recipient" },
  [
    "Sender can't text this number",
    "Your sender and this number do not go together on SMS; use another sender or a call.",
  ],
  ["该发送方无法给此号码发短信", "您的发送方与该号码之间无法发送短信；请更换发送方或拨打电话。"],
);
export const fraudGuard = cause(
  ours,
  [
    "Stopped by fraud protection",
    "The provider's fraud protection stopped the message; ask them to clear your traffic.",
  ],
  ["被反欺诈系统拦截", "服务商的反欺诈系统拦截了该消息；请联系服务商处理。"],
);
