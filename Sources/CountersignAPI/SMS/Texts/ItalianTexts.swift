/// The Italian texts, variables in braces. Source: Solaris guide, Mobile number management, appendix.
/// The guide has no Italian text of Unauthorized Biz Change.
/// Its placeholders `old_numbers` and `new_numbers` are written like those of the other languages.
enum ItalianTexts {
    static let all: [SMSTemplate: String] = [
        .verifyMobileNumber: "La preghiamo di verificare il Suo numero di cellulare usando il seguente SMS OTP: {otp}",
        .authenticate: "Il codice per confermare il Suo numero di telefono è: {otp}",
        .confirmDeletion:
            "Per confermare la Sua intenzione di cancellare il numero di cellulare registrato usare il seguente "
            + "codice OTP: {otp}",
        .deletedNotification:
            "Il Suo numero di cellulare {number} è stato rimosso e non puó piú essere usato per "
            + "l'autentificazione codice OTP",
        .changedNotification: "Il Suo numero di cellulare {old_number} è stato sostituito con {new_number}",
        .dataChange: "Per autorizzare la modifica dei dati usare il seguente codice OTP: {otp}",
        .accountClosure: "Per completare il processo di chiusura per {iban} usare il seguente codice OTP: {otp}",
        .addLegalRepresentative:
            "Per aggiungere {name} come rappresentante legale sul tuo conto {iban} usare il seguente codice OTP: "
            + "{otp}",
        .sepaTransaction:
            "Per completare il pagamento per {iban} dell'importo di {amount} usare il seguente codice OTP: {otp}",
        .batchSEPATransaction:
            "Per completare il gruppo di transazioni per i seguenti conti {count} del valore cumulativo di "
            + "{amount} usare il seguente codice OTP: {otp}",
        .createStandingOrder:
            "Per procedere con l'ordine di pagamento permanente dell'importo di {amount} per {iban} usare il "
            + "seguente codice OTP: {otp}",
        .cancelStandingOrder:
            "Per annullare l'ordine di pagamento permanente dell'importo di {amount} per {iban} usare il seguente "
            + "codice OTP: {otp}",
        .updateStandingOrder:
            "Per modificare l'ordine di pagamento permanente dell'importo di {amount} per {iban} usare il "
            + "seguente codice OTP: {otp}",
        .timedOrder:
            "Per generare l'ordine di pagamento temporaneo di {amount} per {iban} usare il seguente codice OTP: "
            + "{otp}",
        .threeDSOnlinePurchase:
            "Usa il codice {passcode} per autenticare il tuo acquisto di {amount} {currency} presso {merchant}",
        .walletEnrolment:
            "Il tuo codice di verifica una tantum per aggiungere la tua carta a {wallet_name} è {code}. Il codice "
            + "scadrà tra 30 minuti.",
    ]
}
