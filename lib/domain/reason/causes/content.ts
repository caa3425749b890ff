import { cause } from "../cause";

const bug = { class: "sender_fault", mustAct: "engineer", action: "stop_and_fix", scope: "sender" } as const;
const oneMessage = { ...bug, mustAct: "operator", action: "fix_data", scope: "recipient" } as const;
const template = { ...bug, mustAct: "operator", scope: "template" } as const;

export const windowClosed = cause(
  { ...bug, mustAct: "operator", action: "fix_data", scope: "recipient" },
  [
    "Window closed",
    "The person last wrote more than 24 hours ago; only an approved template may be sent now.",
  ],
  ["会话窗口已关闭", "对方上次发消息已超过 24 小时；现在只能发送已批准的模板。"],
);
export const selfSend = cause(
  oneMessage,
  ["Sender and recipient are the same", "The message was addressed to the sending number itself."],
  ["发送方与收件人相同", "该消息的收件人就是发送号码本身。"],
);
export const badRequest = cause(
  bug,
  ["Request refused", "The request has a wrong or missing value; your integration must be corrected."],
  ["请求被拒绝", "请求中有错误或缺失的内容；需要修正您的接口程序。"],
);
export const notFound = cause(
  bug,
  ["Not found at the provider", "The request names something that does not exist at the provider."],
  ["服务商处不存在", "请求中引用的内容在服务商处不存在。"],
);
export const unsupportedType = cause(
  bug,
  ["Message type not supported", "This kind of message can't be sent on this channel."],
  ["不支持的消息类型", "此渠道无法发送这类消息。"],
);
export const media = cause(
  { ...bug, mustAct: "operator", scope: "template" },
  [
    "Problem with the media file",
    "The image, video or document can't be fetched, is too large or has the wrong type.",
  ],
  ["媒体文件有问题", "图片、视频或文档无法获取、过大或格式不正确。"],
);
export const tooLong = cause(
  oneMessage,
  ["Text too long", "The text with its variables filled in is too long; shorten it."],
  ["文本过长", "填入变量后的文本过长；请缩短。"],
);
export const variableCount = cause(
  template,
  ["Wrong number of variables", "The message has more or fewer variables than its template."],
  ["变量数量不符", "消息的变量数量与模板不一致。"],
);
export const variableFormat = cause(
  template,
  ["Wrong kind of variable", "A variable does not have the type or the format that the template expects."],
  ["变量格式不符", "某个变量的类型或格式与模板要求不符。"],
);
export const templateData = cause(
  template,
  ["Template data wrong", "The template or the data sent with it is not valid."],
  ["模板数据错误", "模板或随模板发送的数据无效。"],
);
export const templateMissing = cause(
  template,
  ["Template not available", "No approved template has this name in this language."],
  ["模板不可用", "没有该名称和语言的已批准模板。"],
);
export const templateRejected = cause(
  template,
  ["Template rejected", "Meta has not approved this template; change it and submit it again."],
  ["模板未通过审核", "Meta 没有批准该模板；请修改后重新提交。"],
);
export const templatePaused = cause(
  template,
  ["Template paused", "Meta paused this template because of low quality; held messages were dropped."],
  ["模板已暂停", "因质量较低，Meta 暂停了该模板；等待中的消息已被丢弃。"],
);
export const templateDisabled = cause(
  { ...template, permanent: true },
  ["Template disabled", "Meta has switched this template off for good; make a new one."],
  ["模板已停用", "Meta 已永久停用该模板；请创建新模板。"],
);
export const templateTrouble = cause(
  template,
  [
    "Template can't be used",
    "The template is paused, disabled, rejected or does not exist; check it at Meta.",
  ],
  ["模板无法使用", "模板已暂停、停用、被拒或不存在；请在 Meta 后台检查。"],
);
export const templateSyncing = cause(
  { ...template, mustAct: "nobody", action: "wait" },
  ["Template not ready yet", "The template is still being prepared; try again in about ten minutes."],
  ["模板尚未就绪", "模板仍在准备中；请约十分钟后重试。"],
);
export const marketingTemplateOnly = cause(
  template,
  [
    "Marketing templates only",
    "This route accepts marketing templates only, or does not have this template.",
  ],
  ["仅限营销模板", "该通道只接受营销模板，或没有该模板。"],
);
export const contentPolicy = cause(
  template,
  [
    "Content against the rules",
    "The text breaks the channel's policy or holds characters that are not allowed.",
  ],
  ["内容违反规定", "文本违反渠道政策，或含有不允许的字符。"],
);
export const filtered = cause(
  { ...template, scope: "sender" },
  [
    "Filtered as spam",
    "A spam filter of the provider or the carrier stopped the message; review text and sender.",
  ],
  ["被当作垃圾信息过滤", "服务商或运营商的垃圾信息过滤拦截了该消息；请检查文本和发送方。"],
);
export const policyRefused = cause(
  { ...template, scope: "sender" },
  [
    "Refused by policy",
    "The channel refused the message for policy reasons; review content, quality and consent.",
  ],
  ["因政策被拒绝", "渠道因政策原因拒绝了该消息；请检查内容、质量和用户同意情况。"],
);
export const flowBlocked = cause(
  template,
  ["WhatsApp Flow blocked", "The WhatsApp Flow in this template is blocked because of low quality."],
  ["WhatsApp Flow 被封锁", "该模板中的 WhatsApp Flow 因质量较低被封锁。"],
);
export const sandbox = cause(
  { ...oneMessage, mustAct: "engineer" },
  ["Not in the test sandbox", "The sender is a test sandbox and this person has not joined it."],
  ["未加入测试沙盒", "发送方是测试沙盒，而对方尚未加入。"],
);
export const priceLimit = cause(
  { ...bug, mustAct: "operator", scope: "country" },
  ["Price above your limit", "The message would cost more than the maximum price that you set."],
  ["价格超过上限", "该消息的费用超过您设置的最高价格。"],
);
export const tooManyParts = cause(
  { ...bug, mustAct: "operator", scope: "template" },
  ["Too many SMS parts", "The text needs more SMS parts than allowed; shorten it."],
  ["短信条数过多", "文本需要拆分的短信条数超过限制；请缩短。"],
);
export const notSent = cause(
  { ...bug, scope: "account" },
  [
    "Never left the provider",
    "The provider could not send it: check the request, the account and the balance there.",
  ],
  ["未从服务商发出", "服务商未能发出：请检查请求内容、账户和余额。"],
);
export const duplicate = cause(
  { ...bug, mustAct: "nobody", action: "none", scope: "recipient" },
  ["Already sent", "The same message had been sent before, so this copy was dropped."],
  ["已发送过", "相同的消息此前已发送，因此丢弃了这一条。"],
);
/** Filed under sender fault, because that class alone never spends anything on fallback. */
export const cancelled = cause(
  { ...bug, mustAct: "nobody", action: "none", scope: "recipient" },
  ["Cancelled by you", "The message or call was cancelled on your side before it went out."],
  ["已由您取消", "消息或电话在发出前已由您这一侧取消。"],
);
