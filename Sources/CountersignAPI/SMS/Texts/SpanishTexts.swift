/// The Spanish texts, variables in braces. Source: Solaris guide, Mobile number management, appendix.
enum SpanishTexts {
    static let all: [SMSTemplate: String] = [
        .verifyMobileNumber: "Verifique su número de móvil con el siguiente SMS OTP: {otp}",
        .authenticate: "{otp} es su OTP para la autorización.",
        .confirmDeletion:
            "Para verificar que desea eliminar el número de móvil que tiene archivado, utilice el siguiente SMS "
            + "OTP: {otp}",
        .deletedNotification:
            "Su número de móvil {number} ha sido eliminado y ya no puede ser utilizado para la autenticación de "
            + "sms tan",
        .changedNotification: "Su número de móvil {old_number} ha sido sustituido por {new_number}",
        .dataChange: "Para autorizar el cambio de datos, por favor use el siguiente SMS OTP: {otp}",
        .accountClosure: "Para completar el cierre de la cuenta {iban}, use el siguiente SMS OTP: {otp}",
        .addLegalRepresentative:
            "Para añadir {name} como representante legal en su cuenta {iban}, use el siguiente SMS OTP: {otp}",
        .unauthorizedBusinessChange:
            "Debe haber al menos una persona representante legal con un número de móvil confirmado.",
        .sepaTransaction: "Para completar el pago de {iban} de {amount}, use el siguiente SMS OTP: {otp}",
        .batchSEPATransaction:
            "Para completar la transacción por grupo de las transacciones {count} con un valor acumulativo de "
            + "{amount}, use el siguiente SMS OTP: {otp}",
        .createStandingOrder:
            "Para emitir la orden permanente de {amount} para la cuenta {iban}, use el siguiente SMS OTP: {otp}",
        .cancelStandingOrder:
            "Para emitir la orden permanente de {amount} para la cuenta {iban}, use el siguiente SMS OTP: {otp}",
        .updateStandingOrder:
            "Para cambiar la orden permanente de {amount} para la cuenta {iban}, use el siguiente SMS OTP: {otp}",
        .timedOrder:
            "Para emitir la transferencia programada de {amount} para la cuenta {iban}, use el siguiente SMS OTP: "
            + "{otp}",
        .threeDSOnlinePurchase:
            "Utilice el código {passcode} para autenticar su compra de {amount} {currency} en {merchant}",
        .walletEnrolment:
            "Su código de verificación único para agregar su tarjeta a {wallet_name} es {code}. El código "
            + "caducará en 30 minutos.",
    ]
}
