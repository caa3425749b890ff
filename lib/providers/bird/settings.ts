import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";
import { API_URL } from "./wire";

export const settings: readonly SettingsField[] = [
  {
    key: "signingKey",
    label: { en: "Signing key", zh: "签名密钥" },
    help: {
      en: "The signingKey that you choose when you create the webhook subscription.",
      zh: "创建 webhook 订阅时自行设定的 signingKey。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
  {
    key: "accessKey",
    label: { en: "Access key", zh: "访问密钥" },
    help: {
      en: "Only to send SMS or calls. app.bird.com → Settings → Security → Access keys.",
      zh: "仅用于发送短信或语音。app.bird.com → Settings → Security → Access keys。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  {
    key: "workspaceId",
    label: { en: "Workspace id", zh: "工作区 ID" },
    help: {
      en: "The id after /workspaces/ in the address bar of app.bird.com.",
      zh: "app.bird.com 地址栏中 /workspaces/ 之后的 ID。",
    },
    secret: false,
    required: false,
    purpose: "send",
  },
  {
    key: "smsChannelId",
    label: { en: "SMS channel id", zh: "短信渠道 ID" },
    help: {
      en: "app.bird.com → Channels → SMS → your channel → Channel id.",
      zh: "app.bird.com → Channels → SMS → 您的渠道 → Channel id。",
    },
    secret: false,
    required: false,
    purpose: "send",
  },
  {
    key: "voiceChannelId",
    label: { en: "Voice channel id", zh: "语音渠道 ID" },
    help: {
      en: "app.bird.com → Channels → Voice → your channel → Channel id.",
      zh: "app.bird.com → Channels → Voice → 您的渠道 → Channel id。",
    },
    secret: false,
    required: false,
    purpose: "send",
  },
  apiBaseField(API_URL),
];

export const guide: SetupGuide = {
  en: [
    "Take an access key at app.bird.com → Settings → Security → Access keys; it needs the right to manage webhook subscriptions.",
    "Call POST https://api.bird.com/workspaces/YOUR_WORKSPACE_ID/webhook-subscriptions with the header Authorization: AccessKey YOUR_ACCESS_KEY.",
    'Body: {"service":"channels","event":"whatsapp.outbound","url":"{webhookUrl}","signingKey":"{field:signingKey}"}',
    "Repeat it with the event whatsapp.interaction: Bird reports reads there. For fallbacks add sms.outbound and voice.outbound.",
    "Use the address exactly as shown: it is part of the signature.",
    "When you send, put the campaign's name into reference; statuses are then grouped by it.",
  ],
  zh: [
    "在 app.bird.com → Settings → Security → Access keys 获取访问密钥，需具备管理 webhook 订阅的权限。",
    "调用 POST https://api.bird.com/workspaces/YOUR_WORKSPACE_ID/webhook-subscriptions，请求头 Authorization: AccessKey YOUR_ACCESS_KEY。",
    '请求体：{"service":"channels","event":"whatsapp.outbound","url":"{webhookUrl}","signingKey":"{field:signingKey}"}',
    "再以事件 whatsapp.interaction 重复一次：已读由该事件上报。补发需另订阅 sms.outbound 与 voice.outbound。",
    "地址必须与显示的完全一致，它参与签名。",
    "发送时把活动名称写入 reference，状态即按活动归类。",
  ],
};
