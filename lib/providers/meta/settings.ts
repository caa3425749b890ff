import type { SettingsField, SetupGuide } from "@/lib/providers/provider";

export const settings: readonly SettingsField[] = [
  {
    key: "appSecret",
    label: { en: "App secret", zh: "应用密钥" },
    help: {
      en: "developers.facebook.com → My Apps → your app → App settings → Basic → App secret → Show.",
      zh: "developers.facebook.com → 我的应用 → 您的应用 → 应用设置 → 基本 → 应用密钥 → 显示。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    placeholder: "32 characters, 0-9 and a-f",
  },
  {
    key: "verifyToken",
    label: { en: "Verify token", zh: "验证令牌" },
    help: {
      en: "Any text that you enter here and at Meta. Leave it empty and one is made for you.",
      zh: "在此处和 Meta 填写相同的任意文本。留空则自动生成。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
];

export const guide: SetupGuide = {
  en: [
    "Open developers.facebook.com → My Apps → your app → WhatsApp → Configuration.",
    "Under Webhook press Edit. Callback URL: {webhookUrl}",
    "Verify token: {field:verifyToken}. Press Verify and save; Meta asks this address at once.",
    "Under Webhook fields subscribe to messages, and to user_preferences to learn who stopped marketing messages.",
    "Copy App settings → Basic → App secret into this connection.",
    "When you send, put the campaign's name into biz_opaque_callback_data; statuses are then grouped by it.",
  ],
  zh: [
    "打开 developers.facebook.com → 我的应用 → 您的应用 → WhatsApp → 配置。",
    "在“Webhook”处点击“编辑”。回调网址：{webhookUrl}",
    "验证令牌：{field:verifyToken}。点击“验证并保存”，Meta 会立即访问该地址。",
    "在“Webhook 字段”中订阅 messages；如需获知谁停止接收营销消息，再订阅 user_preferences。",
    "将“应用设置 → 基本 → 应用密钥”复制到此连接。",
    "发送时把活动名称写入 biz_opaque_callback_data，状态即按活动归类。",
  ],
};
