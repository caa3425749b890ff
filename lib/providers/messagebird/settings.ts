import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";
import { REST_URL } from "./wire";

export const settings: readonly SettingsField[] = [
  {
    key: "signingKey",
    label: { en: "Signing key", zh: "签名密钥" },
    help: {
      en: "dashboard.messagebird.com → Developers → Settings → Signed requests → Signing key.",
      zh: "dashboard.messagebird.com → Developers → Settings → Signed requests → Signing key。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
  },
  {
    key: "accessKey",
    label: { en: "Access key", zh: "访问密钥" },
    help: {
      en: "Only to send SMS or calls. dashboard.messagebird.com → Developers → API access → Live key.",
      zh: "仅用于发送短信或语音。dashboard.messagebird.com → Developers → API access → Live key。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  {
    key: "originator",
    label: { en: "Originator", zh: "发送方" },
    help: {
      en: "Who an SMS or call comes from: a number with country code, or up to 11 letters and digits for SMS.",
      zh: "短信或语音的发送方：带国家代码的号码；短信也可为最多 11 个字母和数字。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "+447700900001",
  },
  apiBaseField(REST_URL),
];

export const guide: SetupGuide = {
  en: [
    "Open dashboard.messagebird.com → Developers → Settings and copy the signing key into this connection.",
    "Call POST https://conversations.messagebird.com/v1/webhooks with the header Authorization: AccessKey YOUR_ACCESS_KEY.",
    'Body: {"events":["message.created","message.updated"],"channelId":"YOUR_WHATSAPP_CHANNEL_ID","url":"{webhookUrl}"}',
    "To group statuses by campaign, pass this address with the campaign's key as reportUrl when you send.",
    "SMS and voice messages report to their reportUrl; MessageBird sends a report only where reference is set.",
    "Use the address exactly as shown: it is part of the signature.",
  ],
  zh: [
    "打开 dashboard.messagebird.com → Developers → Settings，将签名密钥复制到此连接。",
    "调用 POST https://conversations.messagebird.com/v1/webhooks，请求头 Authorization: AccessKey YOUR_ACCESS_KEY。",
    '请求体：{"events":["message.created","message.updated"],"channelId":"YOUR_WHATSAPP_CHANNEL_ID","url":"{webhookUrl}"}',
    "如需按活动归类，发送时将带有活动密钥的地址填入 reportUrl。",
    "短信与语音的状态发往各自的 reportUrl；仅当设置了 reference 时 MessageBird 才会上报。",
    "地址必须与显示的完全一致，它参与签名。",
  ],
};
