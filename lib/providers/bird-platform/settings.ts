import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";
import { DEFAULT_CATEGORY } from "./wire";

export const settings: readonly SettingsField[] = [
  {
    key: "webhookSecret",
    label: { en: "Webhook secret", zh: "Webhook 密钥" },
    help: {
      en: "Bird shows it once when the webhook endpoint is created. It starts with whsec_.",
      zh: "创建 webhook 端点时 Bird 仅显示一次，以 whsec_ 开头。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    placeholder: "whsec_…",
    pattern: /^whsec_[A-Za-z0-9+/_-]{16,}={0,2}$/,
  },
  {
    key: "apiKey",
    label: { en: "API key", zh: "API 密钥" },
    help: {
      en: "Only to send SMS. Bird dashboard → Developers → API keys. It starts with bk_.",
      zh: "仅用于发送短信。Bird 控制台 → Developers → API keys，以 bk_ 开头。",
    },
    secret: true,
    required: false,
    purpose: "send",
    placeholder: "bk_…",
  },
  {
    key: "region",
    label: { en: "Region", zh: "区域" },
    help: {
      en: "The part between the underscores of the API key, e.g. eu1. Empty: taken from the key.",
      zh: "API 密钥中两个下划线之间的部分，例如 eu1。留空则取自密钥。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "eu1",
    pattern: /^[a-z]{2}\d{1,2}$/,
  },
  {
    key: "smsCategory",
    label: { en: "SMS category", zh: "短信类别" },
    help: {
      en: "Bird wants to know why an SMS is sent: transactional, marketing, authentication or service. Empty: marketing.",
      zh: "Bird 需要知道短信的用途：transactional、marketing、authentication 或 service。留空则为 marketing。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: DEFAULT_CATEGORY,
    pattern: /^(transactional|marketing|authentication|service)$/,
  },
  apiBaseField("https://eu1.platform.bird.com"),
];

export const guide: SetupGuide = {
  en: [
    "Call POST https://YOUR_REGION.platform.bird.com/v1/webhooks (region us1 or eu1) with the header Authorization: Bearer YOUR_API_KEY, or add an endpoint under Webhooks in Bird's dashboard.",
    'Body: {"url":"{webhookUrl}","events":["whatsapp.accepted","whatsapp.sent","whatsapp.delivered","whatsapp.read","whatsapp.failed","whatsapp.rejected"]}',
    "For fallbacks add the events sms.accepted, sms.sent, sms.delivered, sms.undelivered, sms.failed, sms.rejected, sms.expired, voice_call.initiated, voice_call.answered and voice_call.ended.",
    "Bird answers with a secret that starts with whsec_ and shows it only once: copy it into this connection. During a rotation both secrets stay valid.",
    "When you send, add a tag named campaign with the campaign's name; statuses are then grouped by it.",
  ],
  zh: [
    "调用 POST https://YOUR_REGION.platform.bird.com/v1/webhooks（区域为 us1 或 eu1），请求头 Authorization: Bearer YOUR_API_KEY；也可在 Bird 控制台的 Webhooks 中添加端点。",
    '请求体：{"url":"{webhookUrl}","events":["whatsapp.accepted","whatsapp.sent","whatsapp.delivered","whatsapp.read","whatsapp.failed","whatsapp.rejected"]}',
    "补发还需添加 sms.accepted、sms.sent、sms.delivered、sms.undelivered、sms.failed、sms.rejected、sms.expired、voice_call.initiated、voice_call.answered 和 voice_call.ended 事件。",
    "Bird 返回以 whsec_ 开头的密钥且仅显示一次，请复制到此连接。轮换期间新旧密钥同时有效。",
    "发送时添加名为 campaign 的标签，值为活动名称，状态即按活动归类。",
  ],
};
