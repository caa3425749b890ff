import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";

/** Other regions: https://api.{edge}.{region}.twilio.com. */
export const API_BASE = "https://api.twilio.com";

export const settings: readonly SettingsField[] = [
  {
    key: "authToken",
    label: { en: "Auth token", zh: "Auth Token（授权令牌）" },
    help: {
      en: "Twilio Console, start page, “Account Info”. Twilio signs every status with it.",
      zh: "Twilio Console 首页的 “Account Info”。Twilio 用它为每条状态签名。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
  },
  {
    key: "accountSid",
    label: { en: "Account SID", zh: "Account SID（账号标识）" },
    help: {
      en: "Twilio Console, start page, “Account Info”. Needed to send SMS and calls.",
      zh: "Twilio Console 首页的 “Account Info”。发送短信和拨打电话时需要。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "AC…",
    pattern: /^AC[0-9a-f]{32}$/i,
  },
  {
    key: "apiKeySid",
    label: { en: "API key SID", zh: "API Key SID" },
    help: {
      en: "Console → Account → API keys & tokens. Recommended instead of the auth token for sending.",
      zh: "Console → Account → API keys & tokens。发送时建议用它代替 Auth Token。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "SK…",
    pattern: /^SK[0-9a-f]{32}$/i,
  },
  {
    key: "apiKeySecret",
    label: { en: "API key secret", zh: "API Key Secret" },
    help: {
      en: "Shown once by Twilio when the API key is created.",
      zh: "创建 API Key 时 Twilio 只显示一次。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  {
    key: "messagingServiceSid",
    label: { en: "Messaging service SID", zh: "Messaging Service SID（消息服务）" },
    help: {
      en: "Console → Messaging → Services. Chooses the sender by country; leave empty to use one sender.",
      zh: "Console → Messaging → Services。按国家选择发送方；若只用一个发送方请留空。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "MG…",
    pattern: /^MG[0-9a-f]{32}$/i,
  },
  {
    key: "from",
    label: { en: "Sender", zh: "发送方" },
    help: {
      en: "A Twilio number with “+”, or a sender ID where the country allows it.",
      zh: "带“+”的 Twilio 号码；在允许的国家也可用字母发送方名称。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "+12025550100",
  },
  apiBaseField(API_BASE),
];

export const guide: SetupGuide = {
  en: [
    "Open the Twilio Console, copy the auth token from “Account Info” and save it here.",
    "Go to Messaging → Senders → WhatsApp senders, choose your sender and edit its endpoint configuration.",
    "Set “Status callback URL” to {webhookUrl} with method POST and save.",
    "If you send through a messaging service, set the same address under Messaging → Services → your service → Integration → “Delivery status callback”.",
    "To sort messages by campaign, pass StatusCallback={webhookUrl}?campaign=NAME with each message you send.",
    "Send one message: its status appears under “Last received” within seconds.",
  ],
  zh: [
    "打开 Twilio Console，在 “Account Info” 复制 Auth Token 并保存到这里。",
    "进入 Messaging → Senders → WhatsApp senders，选择您的发送方并编辑端点配置。",
    "把 “Status callback URL” 设为 {webhookUrl}，方法选 POST，然后保存。",
    "如果通过消息服务发送，请在 Messaging → Services → 您的服务 → Integration → “Delivery status callback” 填写同一地址。",
    "要按活动归类，请在每条消息上传入 StatusCallback={webhookUrl}?campaign=活动名。",
    "发送一条消息：几秒内“最近收到”处会出现它的状态。",
  ],
};
