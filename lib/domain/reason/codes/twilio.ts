import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { ProviderCodes } from "../code-table";

// Source: Twilio, "Error and Warning Dictionary" and "WhatsApp error code mapping". 63049 is Meta's marketing
// cap (131049), not a block, whatever some public code says.
export const twilio: ProviderCodes = {
  any: [
    ["63003 63024", recipient.notOnWhatsApp],
    ["63005 63006 63021 63028 63030", content.badRequest],
    ["63007", account.senderMissing],
    ["63001 63022", account.badToken],
    ["63008", account.senderNotRegistered],
    ["63009 63010 63011 63012", platform.platformTrouble],
    ["63013", content.contentPolicy],
    ["63014 63033", choice.blockedByRecipient],
    ["63015", content.sandbox],
    ["63016", content.windowClosed],
    ["63017 63018", platform.throttled],
    ["63019 63025 63034 63037", content.media],
    ["63020", account.payment],
    ["63026", account.spamLimit],
    ["63027", content.templateMissing],
    ["63029", recipient.templateNotDownloaded],
    ["63031", content.selfSend],
    ["63032", choice.experiment],
    ["63038", account.accountQuota],
    ["63040", content.templateRejected],
    ["63041", content.templatePaused],
    ["63042", content.templateDisabled],
    ["63049", choice.marketingCap],
    ["63051", account.accountLocked],
    ["63062", account.termsNotAccepted],

    ["30001 21611 20429", platform.throttled],
    ["30002", account.accountSuspended],
    ["30003", recipient.phoneOff],
    ["30004", choice.blockedOnTheWay],
    ["30005", recipient.unknownNumber],
    ["30006 21614 21635", recipient.landline],
    ["30007", content.filtered],
    ["30008", platform.noDetail],
    ["30010", content.priceLimit],
    ["30022 30023 30024 30032 30034", account.usRegistration],
    ["30410", platform.providerTimeout],
    ["21211", recipient.invalidNumber],
    ["21212 21603 21604 21606", content.badRequest],
    ["21214 21217 13223 13224", recipient.unusableVoiceNumber],
    ["21215 21216 13225 13227 21408", account.countryNotEnabled],
    ["21608 21219", account.trialAccount],
    ["21610", choice.replyStop],
    ["21612", account.senderNumberPair],
    ["21617", content.tooLong],
    ["21655 21656", content.templateData],
    ["20003", account.badToken],
    ["20404", content.notFound],
    ["11200 11205 11206", platform.ourWebhook],
    ["canceled", content.cancelled],
  ],
};
