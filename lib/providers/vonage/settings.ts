import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";

export const API_BASE = "https://api.nexmo.com";

export const settings: readonly SettingsField[] = [
  {
    key: "signatureSecret",
    label: { en: "Signature secret", zh: "签名密钥（Signature secret）" },
    help: {
      en: "Vonage Dashboard → API settings → “Signature secret”. Vonage signs every status with it.",
      zh: "Vonage Dashboard → API settings → “Signature secret”。Vonage 用它为每条状态签名。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
  },
  {
    key: "applicationId",
    label: { en: "Application ID", zh: "应用 ID（Application ID）" },
    help: {
      en: "Dashboard → Applications. When filled in, statuses of other applications are refused; needed for calls.",
      zh: "Dashboard → Applications。填写后会拒绝其他应用的状态；拨打电话时需要。",
    },
    secret: false,
    required: false,
    purpose: "send",
    placeholder: "00000000-0000-0000-0000-000000000000",
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  },
  {
    key: "privateKey",
    label: { en: "Private key", zh: "私钥（Private key）" },
    help: {
      en: "The whole private.key file that the Dashboard gave you for the application, including its first and last line.",
      zh: "Dashboard 为该应用生成的完整 private.key 文件内容，包括首行和末行。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  {
    key: "apiKey",
    label: { en: "API key", zh: "API Key" },
    help: { en: "Dashboard → API settings, top of the page.", zh: "Dashboard → API settings 页面顶部。" },
    secret: false,
    required: false,
    purpose: "send",
  },
  {
    key: "apiSecret",
    label: { en: "API secret", zh: "API Secret" },
    help: {
      en: "Dashboard → API settings, next to the API key. Lets SMS be sent without a private key, and lets us ask for the fate and the price of an SMS.",
      zh: "Dashboard → API settings，位于 API Key 旁。没有私钥时可用它发送短信，也可用它查询短信的结果和价格。",
    },
    secret: true,
    required: false,
    purpose: "send",
  },
  apiBaseField(API_BASE),
];

export const guide: SetupGuide = {
  en: [
    "Open the Vonage Dashboard, go to API settings and copy the “Signature secret” to this page.",
    "Go to Applications, open the application that sends your WhatsApp messages and choose Edit.",
    "Under Messages set “Status URL” to {webhookUrl} with method POST and version v1.",
    "Set “Inbound URL” to {webhookUrl} as well: Vonage holds back statuses while that address does not answer.",
    "Turn on “Use signed webhooks” if the switch is shown, then save.",
    "To sort messages by campaign, send its name in “client_ref” (up to 100 characters).",
  ],
  zh: [
    "打开 Vonage Dashboard，进入 API settings，复制 “Signature secret” 到本页。",
    "进入 Applications，打开用于发送 WhatsApp 的应用并点击 Edit。",
    "在 Messages 下把 “Status URL” 设为 {webhookUrl}，方法 POST，版本 v1。",
    "把 “Inbound URL” 也设为 {webhookUrl}：该地址不应答时 Vonage 会积压状态。",
    "如果有 “Use signed webhooks” 开关，请打开并保存。",
    "要按活动归类，请在发送时把活动名写入 “client_ref”（最多 100 个字符）。",
  ],
};
