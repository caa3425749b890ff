import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";

export const API_BASE = "https://api.infobip.com";

export const settings: readonly SettingsField[] = [
  {
    key: "webhookUser",
    label: { en: "Webhook user name", zh: "Webhook 用户名" },
    help: {
      en: "Made up by us; enter it in the subscription at Infobip (security type BASIC).",
      zh: "由我们生成；请填入 Infobip 订阅（安全类型 BASIC）。",
    },
    secret: false,
    required: true,
    purpose: "webhook",
    generated: true,
  },
  {
    key: "webhookPassword",
    label: { en: "Webhook password", zh: "Webhook 密码" },
    help: {
      en: "Made up by us; enter it in the subscription at Infobip next to the user name.",
      zh: "由我们生成；请与用户名一起填入 Infobip 订阅。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
  {
    key: "headerName",
    label: { en: "Custom header name", zh: "自定义请求头名称" },
    help: {
      en: "Only if your subscription uses a custom header instead of user name and password.",
      zh: "仅当订阅使用自定义请求头而不是用户名和密码时填写。",
    },
    secret: false,
    required: false,
    purpose: "webhook",
    placeholder: "x-webhook-secret",
    pattern: /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/,
  },
  {
    key: "headerSecret",
    label: { en: "Custom header value", zh: "自定义请求头的值" },
    help: { en: "The value that Infobip sends in that header.", zh: "Infobip 在该请求头中发送的值。" },
    secret: true,
    required: false,
    purpose: "webhook",
  },
  {
    key: "apiKey",
    label: { en: "API key", zh: "API Key" },
    help: {
      en: "Infobip portal → Developers → API keys. Needed to send SMS and calls.",
      zh: "Infobip 门户 → Developers → API keys。发送短信和拨打电话时需要。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  {
    ...apiBaseField(API_BASE),
    label: { en: "Base URL", zh: "Base URL（接口地址）" },
    help: {
      en: `Your personal address on the portal's start page, with https:// before it. Empty: ${API_BASE}`,
      zh: `门户首页显示的专属地址，前面加上 https://。留空则为 ${API_BASE}`,
    },
    placeholder: "https://abcde.api.infobip.com",
    // The portal shows the address without its scheme, and the earlier field took it as it was typed.
    formerly: { key: "baseUrl", read: (value) => (/^https?:/i.test(value) ? value : `https://${value}`) },
  },
];

export const guide: SetupGuide = {
  en: [
    "Save this connection first: it makes up a user name and a password for Infobip.",
    "Open the Infobip portal and go to Developers → Subscriptions management → Create subscription.",
    "Choose the channel WhatsApp and the events “Delivery” and “Seen”; repeat it for SMS and Voice if you fall back through Infobip.",
    "Add a notification profile with the webhook URL {webhookUrl}.",
    "Set its security to BASIC with user name {field:webhookUser} and password {field:webhookPassword}, then save.",
    "To sort messages by campaign, send its name in “callbackData”; where reports come back without it, use the campaign's own webhook URL.",
  ],
  zh: [
    "请先保存此连接：系统会为 Infobip 生成用户名和密码。",
    "打开 Infobip 门户，进入 Developers → Subscriptions management → Create subscription。",
    "选择 WhatsApp 渠道以及 “Delivery” 和 “Seen” 事件；如果通过 Infobip 补发，请为短信和语音重复此步骤。",
    "添加通知配置（notification profile），Webhook 地址填 {webhookUrl}。",
    "安全类型选 BASIC，用户名 {field:webhookUser}，密码 {field:webhookPassword}，然后保存。",
    "要按活动归类，请在发送时把活动名写入 “callbackData”；若报告中没有它，请使用该活动专属的 Webhook 地址。",
  ],
};
