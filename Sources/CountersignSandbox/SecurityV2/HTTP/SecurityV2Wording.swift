import CountersignAPI

/// The descriptions of response codes in the three languages. Only "Success" is documented; all else is ours.
enum SecurityV2Wording {
    static func description(
        of code: SecurityV2.ResponseCode, in culture: SecurityV2.Culture, field: String? = nil, reason: String? = nil
    ) -> String {
        let words = texts[code] ?? texts[.serverError] ?? [:]
        var text = words[culture] ?? words[.english] ?? ""
        if let field { text += " \(field)" }
        if let reason { text += ": \(reason)" }
        return text
    }

    private static let texts: [SecurityV2.ResponseCode: [SecurityV2.Culture: String]] = [
        .success: [.english: "Success", .russian: "Успешно", .latvian: "Veiksmīgi"],
        .authentication: [
            .english: "The access token is missing, wrong, expired or revoked",
            .russian: "Токен доступа отсутствует, неверен, просрочен или отозван",
            .latvian: "Piekļuves pilnvaras nav, tā ir nepareiza, beigusies vai atsaukta",
        ],
        .validation: [
            .english: "Validation error", .russian: "Ошибка проверки", .latvian: "Pārbaudes kļūda",
        ],
        .notFound: [
            .english: "The device was not found", .russian: "Устройство не найдено", .latvian: "Ierīce nav atrasta",
        ],
        .scaRequired: [
            .english: "Strong customer authentication is required",
            .russian: "Требуется усиленная аутентификация клиента",
            .latvian: "Nepieciešama klienta drošā autentifikācija",
        ],
        .userBlocked: [
            .english: "The user is blocked", .russian: "Пользователь заблокирован", .latvian: "Lietotājs ir bloķēts",
        ],
        .otpNotSent: [
            .english: "The one-time password could not be sent",
            .russian: "Не удалось отправить одноразовый пароль",
            .latvian: "Vienreizējo paroli neizdevās nosūtīt",
        ],
        .scaMissing: [
            .english: "The SCA request does not exist or has expired",
            .russian: "Запрос SCA не существует или истёк",
            .latvian: "SCA pieprasījums neeksistē vai ir beidzies",
        ],
        .otpBlocked: [
            .english: "Blocked after too many attempts",
            .russian: "Заблокировано после слишком большого числа попыток",
            .latvian: "Bloķēts pēc pārāk daudziem mēģinājumiem",
        ],
        .otpWrong: [
            .english: "The one-time password is wrong; further wrong attempts will block the user",
            .russian: "Неверный одноразовый пароль; дальнейшие ошибки приведут к блокировке",
            .latvian: "Vienreizējā parole ir nepareiza; turpmākas kļūdas bloķēs lietotāju",
        ],
        .contactIncomplete: [
            .english: "The contact data of the consumer are incomplete",
            .russian: "Контактные данные клиента неполны",
            .latvian: "Klienta kontaktinformācija ir nepilnīga",
        ],
        .loginNotAllowed: [
            .english: "Login by this method is not allowed, strong customer authentication is required",
            .russian: "Вход этим способом запрещён, требуется усиленная аутентификация",
            .latvian: "Pieteikšanās ar šo metodi nav atļauta, nepieciešama drošā autentifikācija",
        ],
        .otpPending: [
            .english: "The verification is still pending",
            .russian: "Проверка ещё не завершена",
            .latvian: "Pārbaude vēl nav pabeigta",
        ],
        .serverError: [
            .english: "Server error", .russian: "Ошибка сервера", .latvian: "Servera kļūda",
        ],
    ]
}
