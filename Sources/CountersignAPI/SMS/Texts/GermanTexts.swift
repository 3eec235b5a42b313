/// The German texts, variables in braces. Source: Solaris guide, Mobile number management, appendix.
/// The guide has no German text of Unauthorized Biz Change.
/// Its placeholders `old_numbers` and `new_numbers` are written like those of the other languages.
enum GermanTexts {
    static let all: [SMSTemplate: String] = [
        .verifyMobileNumber: "Bitte verifizieren Sie Ihre Handynummer mit folgender TAN: {otp}",
        .authenticate: "{otp} ist Ihre OTP zur Autorisierung",
        .confirmDeletion: "Um die Löschung Ihrer Handynummer freizugeben, nutzen Sie bitte folgende TAN: {otp}",
        .deletedNotification:
            "Ihre Handynummer {number} wurde entfernt und kann nicht mehr für das TAN-Verfahren genutzt werden",
        .changedNotification: "Ihre Handynummer {old_number} wurde durch {new_number} ersetzt",
        .dataChange: "Um die Datenänderung freizugeben, nutzen sie bitte folgende TAN: {otp}",
        .accountClosure: "Um die Kontoschließung von {iban} freizugeben, nutzen Sie bitte folgende TAN: {otp}",
        .addLegalRepresentative:
            "Um {name} als Verfügungsberechtigten zu Ihrem Konto {iban} hinzuzufügen, nutzen Sie bitte folgende "
            + "TAN: {otp}",
        .sepaTransaction:
            "Um die Überweisung von {amount} auf IBAN {iban} freizugeben, nutzen Sie bitte folgende TAN: {otp}",
        .batchSEPATransaction:
            "Um die Sammelüberweisung von {count} Transaktion über {amount} freizugeben, nutzen Sie bitte "
            + "folgende TAN: {otp}",
        .createStandingOrder:
            "Um den Dauerauftrag von {amount} auf IBAN {iban} freizugeben, nutzen Sie bitte folgende TAN: {otp}",
        .cancelStandingOrder:
            "Um die Löschung des Dauerauftrags von {amount} auf IBAN {iban} freizugeben, nutzen Sie bitte "
            + "folgende TAN: {otp}",
        .updateStandingOrder:
            "Um die Änderung des Dauerauftrags von {amount} auf IBAN {iban} freizugeben, nutzen Sie bitte "
            + "folgende TAN: {otp}",
        .timedOrder:
            "Um die Terminüberweisung von {amount} auf IBAN {iban} freizugeben, nutzen sie bitte folgende TAN: "
            + "{otp}",
        .threeDSOnlinePurchase:
            "Nutzen Sie den Code {passcode} um die Überweisung von {amount} {currency} an {merchant} zu "
            + "authorisieren",
        .walletEnrolment:
            "Ihr einmaliger Bestätigungscode um Ihrer Karte zu {wallet_name} hinzuzufügen lautet {code}. Der Code "
            + "läuft in 30 Minuten ab.",
    ]
}
