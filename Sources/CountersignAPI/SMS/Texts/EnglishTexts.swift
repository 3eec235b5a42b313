/// The English texts, variables in braces. Source: Solaris guide, Mobile number management, appendix.
enum EnglishTexts {
    static let all: [SMSTemplate: String] = [
        .verifyMobileNumber: "Please verify your mobile number with the following SMS OTP: {otp}",
        .authenticate: "{otp} is your OTP for authorization",
        .confirmDeletion:
            "To verify you would like to delete the mobile number you have on file, use the following SMS OTP: "
            + "{otp}",
        .deletedNotification:
            "Your mobile number {number} has been removed and can no longer be used for SMS OTP authentication",
        .changedNotification: "Your mobile number {old_number} has been replaced by {new_number}",
        .dataChange: "To authorize the data change, please use the following SMS OTP: {otp}",
        .accountClosure: "To complete the account closure of {iban}, use the following SMS OTP: {otp}",
        .addLegalRepresentative:
            "To add {name} as a legal representative on your account {iban}, use the following SMS OTP: {otp}",
        .unauthorizedBusinessChange:
            "There must be at least one legal representative person with a confirmed mobile number present",
        .sepaTransaction: "To complete the payment for {iban} of {amount}, use the following SMS OTP: {otp}",
        .batchSEPATransaction:
            "To complete the batch transaction of {count} transactions with a cumulative value of {amount}, use "
            + "the following SMS OTP: {otp}",
        .createStandingOrder:
            "To issue the standing order of {amount} for account {iban}, use the following SMS OTP: {otp}",
        .cancelStandingOrder:
            "To delete the standing order of {amount} for account {iban}, use the following SMS OTP: {otp}",
        .updateStandingOrder:
            "To change the standing order of {amount} for account {iban}, use the following SMS OTP: {otp}",
        .timedOrder: "To issue the timed order of {amount} for account {iban}, use the following SMS OTP: {otp}",
        .threeDSOnlinePurchase:
            "Use code {passcode} to authenticate your purchase of {amount} {currency} at {merchant}",
        .walletEnrolment:
            "Your one-time verification code to add your card to {wallet_name} is {code}. The code will expire in "
            + "30 minutes.",
    ]
}
