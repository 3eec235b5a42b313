import CountersignAPI

/// The rule of two factors: of the three categories possession, inherence and knowledge, two different ones.
///
/// `None` is no factor: where one is required it counts as absent.
enum FactorPolicy {
    /// A pair of factors with the names of their members.
    struct Pair {
        let first: (value: SecurityV2.SCAOption?, name: String)
        let second: (value: SecurityV2.SCAOption?, name: String)

        /// - Throws: ``SecurityV2Fault`` for a number that is none of the documented options.
        func requireKnown() throws(SecurityV2Fault) {
            try MemberPolicy.requireKnown(first.value, first.name)
            try MemberPolicy.requireKnown(second.value, second.name)
        }

        /// - Throws: ``SecurityV2Fault`` when both are there and of one category.
        func requireDifference() throws(SecurityV2Fault) {
            guard let category = first.value?.category, category == second.value?.category else { return }
            throw .invalid(
                second.name,
                "expected a factor of another category than \(first.name), found \(category.rawValue) twice")
        }

        /// - Throws: ``SecurityV2Fault`` unless both are there, of two categories.
        func requireBoth() throws(SecurityV2Fault) {
            for factor in [first, second] where factor.value?.category == nil { throw .missing(factor.name) }
            try requireDifference()
        }
    }
}

extension SecurityV2.Authorize {
    var factors: FactorPolicy.Pair {
        .init(
            first: (firstFactor, "FirstFactorSCAOptionType"),
            second: (secondFactor, "SecondFactorSCAOptionType"))
    }
}

extension SecurityV2.PostLoginDetails {
    var factors: FactorPolicy.Pair {
        .init(
            first: (firstFactor, "SCAOptionID1FA"),
            second: (secondFactor, "SCAOptionID2FA"))
    }
}
