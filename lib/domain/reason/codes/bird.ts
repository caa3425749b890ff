import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: Bird, "Message failure codes" and "Message failure sources".
export const bird: ProviderCodes = {
  any: [
    ["11xxx pre-processing", content.badRequest],
    ["12xxx", platform.platformTrouble],
    ["14xxx", account.customerSide],
    ["15xxx delivery_failed", platform.channelRefused],
    ["sms-messagebird:1", recipient.unknownNumber],
    ["accounting", account.payment],
    ["touchpoint contact", choice.contactState],
    ["sending_failed", content.notSent],
    ["InvalidPayload InvalidRequest ValidationError", content.badRequest],
    ["NotFound", content.notFound],
  ],
};

// Source: the schemas of Bird's platform API (error.code).
export const birdPlatform: ProviderCodes = {
  any: [
    ["undeliverable", recipient.notOnWhatsApp],
    ["service_window_expired", content.windowClosed],
    ["rate_limited", platform.throttled],
    ["recipient_suppressed", choice.suppressedAtProvider],
    ["insufficient_balance price_not_found", account.payment],
    ["internal_error provider_unavailable", platform.platformTrouble],
    ["invalid_destination", recipient.invalidNumber],
    ["unreachable", recipient.phoneOff],
    ["landline_unreachable", recipient.landline],
    ["blocked_by_carrier content_rejected", content.filtered],
    ["blocked_by_recipient", choice.blockedByRecipient],
    ["recipient_opted_out", choice.replyStop],
    ["sender_unregistered", account.senderNotRegistered],
    ["unknown", platform.noDetail],
    // Refusals of the request: the error's type, and its name where that says more.
    ["auth_error", account.badToken],
    ["permission_error", account.permission],
    ["billing_error", account.payment],
    ["validation_error bad_request_error payload_too_large_error", content.badRequest],
    ["not_found_error", content.notFound],
    ["SMSInvalidRecipient", recipient.invalidNumber],
    ["SMSNoEligibleSender", account.senderMissing],
    ["SMSUnsupportedFeature", account.featureNotEnabled],
    ["canceled", content.cancelled],
  ],
};
