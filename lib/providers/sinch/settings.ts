import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";

/** Settings that only sending needs: they differ by product (Conversation, SMS, Voice). */
const send = (
  key: string,
  label: SettingsField["label"],
  help: SettingsField["help"],
  secret = false,
): SettingsField => ({
  key,
  label,
  help,
  secret,
  required: false,
  purpose: "send",
});

export const settings: readonly SettingsField[] = [
  {
    key: "webhookSecret",
    label: { en: "Webhook secret", zh: "Webhook 密钥" },
    help: {
      en: "Made up by us; enter it as “Secret” of the webhook in your Sinch Conversation app.",
      zh: "由我们生成；请填入 Sinch Conversation 应用中该 Webhook 的 “Secret”。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
  {
    key: "applicationKey",
    label: { en: "Voice application key", zh: "语音应用 Key" },
    help: {
      en: "Sinch Dashboard → Voice → Apps. Only for calls: checks the sender of call statuses.",
      zh: "Sinch Dashboard → Voice → Apps。仅用于通话：校验通话状态的来源。",
    },
    secret: false,
    required: false,
    purpose: "webhook",
  },
  {
    key: "applicationSecret",
    label: { en: "Voice application secret", zh: "语音应用密钥" },
    help: { en: "Shown next to the application key.", zh: "显示在应用 Key 旁边。" },
    secret: true,
    required: false,
    purpose: "webhook",
  },
  send(
    "projectId",
    { en: "Project ID", zh: "项目 ID（Project ID）" },
    { en: "Sinch Build Dashboard, project menu at the top.", zh: "Sinch Build Dashboard 顶部的项目菜单。" },
  ),
  send(
    "appId",
    { en: "Conversation app ID", zh: "Conversation 应用 ID" },
    { en: "Dashboard → Conversation API → Apps.", zh: "Dashboard → Conversation API → Apps。" },
  ),
  send(
    "accessKey",
    { en: "Access key", zh: "Access Key" },
    { en: "Dashboard → Settings → Access keys.", zh: "Dashboard → Settings → Access keys。" },
  ),
  send(
    "accessSecret",
    { en: "Access secret", zh: "Access Secret" },
    {
      en: "Shown once by Sinch when the access key is created.",
      zh: "创建 Access Key 时 Sinch 只显示一次。",
    },
    true,
  ),
  send(
    "servicePlanId",
    { en: "SMS service plan ID", zh: "短信 Service plan ID" },
    { en: "Dashboard → SMS → APIs. For the SMS API.", zh: "Dashboard → SMS → APIs。用于短信 API。" },
  ),
  send(
    "apiToken",
    { en: "SMS API token", zh: "短信 API Token" },
    {
      en: "Dashboard → SMS → APIs, next to the service plan.",
      zh: "Dashboard → SMS → APIs，位于 Service plan 旁。",
    },
    true,
  ),
  {
    ...send(
      "region",
      { en: "Region", zh: "区域" },
      { en: "Where your app is hosted: us, eu or br.", zh: "应用所在区域：us、eu 或 br。" },
    ),
    placeholder: "eu",
    pattern: /^[a-z]{2}$/,
  },
  apiBaseField("https://us.sms.api.sinch.com"),
];

export const guide: SetupGuide = {
  en: [
    "Save this connection first: it makes up a secret for the webhook.",
    "Open the Sinch Build Dashboard, go to Conversation API → Apps and choose your app.",
    "Under Webhooks choose “Add webhook” with the target URL {webhookUrl}.",
    "Choose the trigger MESSAGE_DELIVERY (and MESSAGE_SUBMIT to see accepted messages), and enter the secret {field:webhookSecret}.",
    "SMS API: use {webhookUrl} as callback URL of the service plan or batch. Sinch does not sign these, so keep the address private.",
    "Voice: set {webhookUrl} as callback URL of the voice app, save its key and secret here, and leave the answer callback (ACE) off.",
    "Sending SMS through the Conversation app: enter {field:webhookSecret} as its “secret for overridden callback URLs” as well.",
    "To sort messages by campaign, send its name in “message_metadata” (SMS: “client_reference”).",
  ],
  zh: [
    "请先保存此连接：系统会为 Webhook 生成密钥。",
    "打开 Sinch Build Dashboard，进入 Conversation API → Apps 并选择您的应用。",
    "在 Webhooks 下点击 “Add webhook”，目标地址填 {webhookUrl}。",
    "触发器选 MESSAGE_DELIVERY（如需查看“已接受”再选 MESSAGE_SUBMIT），密钥填 {field:webhookSecret}。",
    "短信 API：把 {webhookUrl} 设为 Service plan 或批次的回调地址。Sinch 不对其签名，请勿公开该地址。",
    "语音：把 {webhookUrl} 设为语音应用的回调地址，在此保存其 Key 和密钥，并关闭应答回调（ACE）。",
    "通过 Conversation 应用发送短信：还需将 {field:webhookSecret} 填为其 “secret for overridden callback URLs”。",
    "要按活动归类，请在发送时把活动名写入 “message_metadata”（短信为 “client_reference”）。",
  ],
};
