import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { DEFAULT_HEADER_NAME } from "./wire";

export const settings: readonly SettingsField[] = [
  {
    key: "headerName",
    label: { en: "Header name", zh: "请求头名称" },
    help: {
      en: `Name of the header that 360dialog sends with each webhook. Empty: ${DEFAULT_HEADER_NAME}.`,
      zh: `360dialog 随每个 webhook 发送的请求头名称。留空则为 ${DEFAULT_HEADER_NAME}。`,
    },
    secret: false,
    required: false,
    purpose: "webhook",
    placeholder: DEFAULT_HEADER_NAME,
    pattern: /^[A-Za-z0-9-]{1,64}$/,
  },
  {
    key: "headerSecret",
    label: { en: "Header secret", zh: "请求头密钥" },
    help: {
      en: "The header's value, the same here and at 360dialog. Leave it empty and one is made for you.",
      zh: "请求头的值，此处与 360dialog 必须一致。留空则自动生成。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
];

export const guide: SetupGuide = {
  en: [
    "Open hub.360dialog.com, choose the WhatsApp number and press Manage WhatsApp Business Account.",
    "WhatsApp Channel → Channel Webhook → the pen. Address: {webhookUrl}",
    "Add a header named X-Webhook-Secret (or the name in this form) with the value {field:headerSecret}",
    "Save, and confirm with the code that 360dialog sends by e-mail. Test there shows whether this address answers.",
    "When you send, put the campaign's name into biz_opaque_callback_data; statuses are then grouped by it.",
  ],
  zh: [
    "打开 hub.360dialog.com，选择 WhatsApp 号码，点击 Manage WhatsApp Business Account。",
    "进入 WhatsApp Channel → Channel Webhook，点击铅笔图标，地址填写：{webhookUrl}",
    "添加名为 X-Webhook-Secret（或表单中的名称）的请求头，值为 {field:headerSecret}",
    "保存，并输入 360dialog 通过邮件发送的验证码。点击该处的 Test 可检查地址是否应答。",
    "发送时把活动名称写入 biz_opaque_callback_data，状态即按活动归类。",
  ],
};
