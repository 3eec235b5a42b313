extension SecurityV2 {
    /// What a customer shows: `FirstFactorSCAOptionType`, `SCAOptionID1FA` and their like.
    public enum SCAOption: OpenNumber {
        case none
        /// "Device Binding (Possession)" in the text, `ApproveRejectButton` in the enumeration.
        case approveRejectButton
        case face, finger, otp, mPIN, password
        case otherKnowledgeItem, otherPossessionItem, otherInherenceItem
        case unknown(Int)

        /// The three kinds of which two factors must be of different ones.
        public enum Category: String, Sendable, CaseIterable {
            case possession, inherence, knowledge
        }

        public static let known: [Self] = [
            .none, .approveRejectButton, .face, .finger, .otp, .mPIN, .password, .otherKnowledgeItem,
            .otherPossessionItem, .otherInherenceItem,
        ]

        public var rawValue: Int {
            switch self {
            case .none: 0
            case .approveRejectButton: 1
            case .face: 2
            case .finger: 3
            case .otp: 4
            case .mPIN: 5
            case .password: 6
            case .otherKnowledgeItem: 7
            case .otherPossessionItem: 8
            case .otherInherenceItem: 9
            case .unknown(let raw): raw
            }
        }

        public var name: String {
            switch self {
            case .none: "None"
            case .approveRejectButton: "ApproveRejectButton"
            case .face: "Face"
            case .finger: "Finger"
            case .otp: "OTP"
            case .mPIN: "mPIN"
            case .password: "Password"
            case .otherKnowledgeItem: "OtherKnowledgeItem"
            case .otherPossessionItem: "OtherPossessionItem"
            case .otherInherenceItem: "OtherInherenceItem"
            case .unknown(let raw): String(raw)
            }
        }

        public var aliases: [String] {
            switch self {
            case .approveRejectButton: ["DeviceBinding", "Device Binding"]
            default: []
            }
        }

        /// Nil for `none` and for what is not known: neither is a factor.
        public var category: Category? {
            switch self {
            case .approveRejectButton, .otp, .otherPossessionItem: .possession
            case .face, .finger, .otherInherenceItem: .inherence
            case .mPIN, .password, .otherKnowledgeItem: .knowledge
            case .none, .unknown: nil
            }
        }
    }
}
