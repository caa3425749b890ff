import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: Vonage, Messages API specification, `x-errors`; Voice API, `detail` of call events.
export const vonage: ProviderCodes = {
  any: [
    ["1000", platform.throttled],
    ["1010 1020 1021 1130 1150", content.badRequest],
    ["1022", content.templateTrouble],
    ["1030 1100 1331", platform.platformTrouble],
    ["1040 1170", recipient.invalidNumber],
    ["1050", choice.barred],
    ["1060", account.accountSuspended],
    ["1070 low_balance", account.payment],
    ["invalid_params bad_request", content.badRequest], // the Voice API's words
    ["1080 1140", account.featureNotEnabled],
    ["1090", content.tooLong],
    ["1120", account.senderRefused],
    ["1160", account.trialAccount],
    ["1180 1220", recipient.phoneOff],
    ["1190", recipient.unknownNumber],
    ["1200", recipient.ported],
    ["1210", content.filtered],
    ["1230", platform.networkTrouble],
    ["1240", choice.replyStop],
    ["1241", platform.pairLimit],
    ["1250 1280", recipient.noSmsService],
    ["1260", recipient.destinationUnreachable],
    ["1270", choice.ageRestricted],
    ["1290", recipient.recipientOutOfCredit],
    ["1300", recipient.notOnWhatsApp],
    ["1310", recipient.deviceUnsupported],
    ["1320", content.duplicate],
    ["1330", platform.noDetail],
    ["1340", content.windowClosed],
    ["1360", recipient.expired],
    ["1380-1382", content.media],
  ],
  voice: [
    ["invalid_number number_out_of_service", recipient.unusableVoiceNumber],
    ["unavailable carrier_timeout", recipient.callNotReached],
    ["declined restricted", choice.callDeclined],
    ["cannot_route", account.routeMissing],
    ["internal_error", platform.platformTrouble],
  ],
};
