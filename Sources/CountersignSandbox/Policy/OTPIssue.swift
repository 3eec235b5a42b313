import CountersignAPI

extension Ledger {
    /// Makes the next code for an owner, with the lifetime of the SMS that carries it. It replaces the owner's older one.
    func issueOTP(
        to owner: OTPOwner, number: PhoneNumber?, lifetime: Int64? = nil, fixed: OneTimePassword? = nil
    ) throws -> IssuedOTP {
        let magic = number.map(MagicNumber.init) ?? .none
        let isFixed = settings.otpMode == .static || magic == .fixedCode
        let digits = try fixed?.digits ?? (isFixed ? OneTimePassword.forTests.digits : identities.oneTimePassword())
        let seconds = magic == .expiresAtOnce ? 0 : lifetime ?? settings.challengeLifetime
        let issued = IssuedOTP(
            digits: digits, expiresAt: now.adding(seconds: seconds), attemptsLeft: settings.otpAttempts)
        try replaceOTP(of: owner, with: issued)
        return issued
    }
}
