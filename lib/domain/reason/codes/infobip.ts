import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { CodeTable, ProviderCodes } from "../code-table";

// Source: Infobip, "Response status and error codes". `error.id`; "permanent" there speaks of the attempt, not
// of the number, so it is not taken over.
const sms: CodeTable = [
  // An expired report comes with 0, "no error", and is a failure all the same.
  ["0", platform.noReason],
  ["1 5", recipient.unknownNumber],
  ["6 27 8 31 32 33 256 628", recipient.phoneOff],
  ["9 11 12 565 568 629", recipient.noSmsService],
  ["13", recipient.lineBarred],
  ["569", recipient.lineSuspended],
  ["255 500-509 1024-1796", platform.networkTrouble],
  ["351 352", recipient.invalidNumber],
  ["355", content.tooLong],
  ["368 375 560 562-564 572 592 2053 488 4202", account.senderRefused],
  ["541 542 609", platform.carrierQuota],
  ["573 603", choice.replyStop],
  ["2050 2052 566 604", choice.blocklisted],
  ["607 561 608 2051", content.filtered],
  ["581", recipient.recipientOutOfCredit],
  ["3041", recipient.unknownNumber],
  ["4098 4101 811 2048", recipient.expired],
  ["4099", account.accountQuota],
  ["433", account.permission],
  ["4100", content.cancelled],
  ["4103 4104", platform.flooding],
  ["5492", content.duplicate],
];

const whatsapp: CodeTable = [
  ["7002", recipient.notOnWhatsApp],
  ["7003", choice.blockedByRecipient],
  ["7006", content.badRequest],
  ["7008", content.variableCount],
  ["7009", content.templateTrouble],
  ["7015", content.media],
  ["7022 7027", content.templateData],
  ["7010", content.windowClosed],
  ["7011", account.accountLocked],
  ["7019", account.payment],
  ["7004 7005 7034 7081 7083 7084", account.customerSide],
  ["7012 7013 7014 7050 7051 7080 7082", platform.platformTrouble],
  ["7016", account.spamLimit],
  ["7017 7026", platform.throttled],
  ["7021", account.accountLimited],
  ["7024", platform.sendingHours],
  ["7025 7201", recipient.deviceUnsupported],
  ["7030", choice.templateBlocked],
  ["7032", choice.marketingCap],
  ["7033", choice.marketingOptOut],
  ["7036 7037", content.templateSyncing],
];

const voice: CodeTable = [
  ["5000 5001 10000 10002 10003", platform.notAFailure],
  ["5002 10201", recipient.busy],
  ["5003 10200", recipient.noAnswer],
  ["5480 10204", recipient.callNotReached],
  ["5603 10203", choice.callDeclined],
  ["5404 5484 10303 10305", recipient.unusableVoiceNumber],
  ["5403 10300 10301 10302 10313", account.customerSide],
  ["5408 5503 10307-10312", platform.platformTrouble],
];

/** `status.name` (and `status:<id>`), which decides where the error says nothing. */
const statuses: CodeTable = [
  ["REJECTED_NETWORK status:6", recipient.destinationUnreachable],
  ["REJECTED_PREFIX_MISSING status:8 MISSING_TO status:51", recipient.invalidNumber],
  ["REJECTED_INVALID_DESTINATION status:52", recipient.invalidNumber],
  ["REJECTED_DND status:10 REJECTED_DESTINATION status:14", choice.blocklisted],
  ["REJECTED_SOURCE status:11 REJECTED_SENDER status:13", account.senderRefused],
  ["REJECTED_NOT_ENOUGH_CREDITS status:12", account.payment],
  ["REJECTED_PREPAID_PACKAGE_EXPIRED status:17", account.payment],
  ["REJECTED_DESTINATION_NOT_REGISTERED status:18", account.trialAccount],
  ["REJECTED_ROUTE_NOT_AVAILABLE status:19", account.routeMissing],
  ["REJECTED_FLOODING_FILTER status:20", platform.flooding],
  ["REJECTED_SYSTEM_ERROR status:21", platform.platformTrouble],
  ["REJECTED_DUPLICATE_MESSAGE_ID status:23", content.duplicate],
  ["SIGNALS_BLOCKED status:87", account.fraudGuard],
  ["EXPIRED_EXPIRED status:15", recipient.expired],
  ["EXPIRED_DLR_UNKNOWN status:29", platform.outcomeUnknown],
  ["UNDELIVERABLE_REJECTED_OPERATOR UNDELIVERABLE_NOT_DELIVERED UNDELIVERABLE_NOT_SENT", platform.noDetail],
];

/** `errorCode` of an error body; older parts of the API have the words alone. */
const requests: CodeTable = [
  ["E400 BAD_REQUEST", content.badRequest],
  ["E401", account.badToken],
  ["E403", account.permission],
  ["E404", content.notFound],
];

export const infobip: ProviderCodes = { any: [...sms, ...whatsapp, ...voice, ...statuses, ...requests] };
