/// The French texts, variables in braces. Source: Solaris guide, Mobile number management, appendix.
/// Its placeholders `old_numbers` and `new_numbers` are written like those of the other languages.
enum FrenchTexts {
    static let all: [SMSTemplate: String] = [
        .verifyMobileNumber: "Veuillez confirmer votre numéro de portable avec le code OTP suivant : {otp}",
        .authenticate: "Voici votre code OTP {otp} pour l'autorisation",
        .confirmDeletion:
            "Veuillez utiliser le code OTP suivant afin de confirmer la suppression de votre numéro de portable : "
            + "{otp}",
        .deletedNotification: "Votre numéro de portable {number} a été supprimé",
        .changedNotification: "Votre numéro de portable {old_number} a été remplacé par le numéro {new_number}",
        .dataChange: "Utilisez le code OTP suivant afin de confirmer le changement des données : {otp}",
        .accountClosure:
            "Afin de confirmer la fermeture du compte ayant pour IBAN {iban}, utilisez le code OTP suivant : "
            + "{otp}",
        .addLegalRepresentative:
            "Afin d'autoriser {name} à réaliser des opérations sur le compte {iban}, utilisez le code OTP suivant "
            + ": {otp}",
        .unauthorizedBusinessChange:
            "La présence d'au moins un représentant légal avec un numéro de téléphone mobile confirmé est "
            + "requise.",
        .sepaTransaction:
            "Afin d'activer le paiement de {amount} depuis le compte {iban}, utilisez le code OTP suivant : {otp}",
        .batchSEPATransaction:
            "Afin d'autoriser l'ensemble des {count} virements d'un montant total de {amount}, utilisez le code "
            + "OTP suivant : {otp}",
        .createStandingOrder:
            "Afin d'autoriser l'ordre de virement permanent d'un montant de {amount} vers le compte {iban}, "
            + "utilisez le code OTP suivant : {otp}",
        .cancelStandingOrder:
            "Afin d'autoriser l'ordre de virement permanent d'un montant de {amount} vers le compte {iban}, "
            + "utilisez le code OTP suivant : {otp}",
        .updateStandingOrder:
            "Afin de confirmer la modification du virement permanent d'un montant de {amount} vers le compte "
            + "{iban}, utilisez le code OTP suivant : {otp}",
        .timedOrder:
            "Afin d'activer l'ordre de virement d'un montant de {amount} vers le compte {iban}, utilisez le code "
            + "OTP suivant : {otp}",
        .threeDSOnlinePurchase:
            "Utilisez le code {passcode} pour authentifier votre achat de {amount} {currency} chez {merchant}",
        .walletEnrolment:
            "Votre code de vérification à usage unique pour ajouter votre carte à {wallet_name} est le {code}. Ce "
            + "code expirera dans 30 minutes.",
    ]
}
