import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: Sinch, Conversation API `Reason` (code and sub_code), SMS delivery report codes, Voice results.
export const sinch: ProviderCodes = {
  any: [
    ["RECIPIENT_NOT_REACHABLE", recipient.phoneOff],
    ["RECIPIENT_INVALID_CHANNEL_IDENTITY NO_CHANNEL_IDENTITY_FOR_CONTACT", recipient.noChannelIdentity],
    ["RECIPIENT_NOT_OPTED_IN", choice.notOptedIn],
    ["OUTSIDE_ALLOWED_SENDING_WINDOW", content.windowClosed],
    ["RATE_LIMITED", platform.throttled],
    ["CHANNEL_FAILURE CHANNEL_REJECT", platform.channelRefused],
    ["DELIVERY_REJECTED_DUE_TO_POLICY", content.policyRefused],
    ["DELIVERY_TIMED_OUT MESSAGE_EXPIRED", recipient.expired],
    ["DELIVERY_REPORT_TIME_OUT", platform.outcomeUnknown],
    ["TEMPLATE_NOT_FOUND TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION", content.templateMissing],
    ["TEMPLATE_INSUFFICIENT_PARAMETERS", content.variableCount],
    ["MEDIA_TYPE_UNSUPPORTED MEDIA_TOO_LARGE MEDIA_NOT_REACHABLE", content.media],
    ["ATTACHMENT_REJECTED MEDIA_TYPE_UNDETERMINED", content.media],
    ["UNSUPPORTED_OPERATION", content.unsupportedType],
    ["CHANNEL_BAD_CONFIGURATION CHANNEL_CONFIGURATION_MISSING INACTIVE_SENDER", account.senderMissing],
    ["NO_PERMISSION UNKNOWN_APP", account.permission],
    ["NO_CHANNELS_LEFT", platform.noChannelsLeft],
    ["BAD_REQUEST", content.badRequest],
    ["CONTACT_NOT_FOUND", content.notFound],
    ["INTERNAL_ERROR", platform.platformTrouble],
    ["UNKNOWN", platform.noDetail],
  ],
  whatsapp: [["RECIPIENT_NOT_REACHABLE", recipient.notOnWhatsApp]],
  sms: [
    ["0 400 401", platform.notAFailure],
    ["402", recipient.unknownNumber],
    ["403", platform.platformTrouble],
    ["404", recipient.phoneOff],
    ["405", content.variableCount],
    ["406", platform.shortValidity],
    ["407", content.cancelled],
    ["408", recipient.noSmsService],
    ["410", account.senderMissing],
    ["411", content.tooManyParts],
    ["412", account.countryNotEnabled],
    ["413", account.payment],
    ["414-418", content.media],
    // Refusals of the request, by the SMS API and by the Conversation API.
    ["syntax_invalid_json syntax_invalid_parameter_format syntax_constraint_violation", content.badRequest],
    ["INVALID_ARGUMENT FAILED_PRECONDITION", content.badRequest],
    ["NOT_FOUND", content.notFound],
    ["PERMISSION_DENIED", account.permission],
    ["UNAUTHENTICATED", account.badToken],
  ],
  voice: [
    ["40001 40002 40003", content.badRequest],
    ["42200 42201", account.senderMissing],
  ],
};
