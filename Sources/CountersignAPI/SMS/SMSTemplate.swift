/// The use cases for which the bank sends an SMS, by the names that this project gives them.
///
/// Source: Solaris guide, Mobile number management, appendix: the texts are fixed and cannot be customised.
public enum SMSTemplate: String, ClosedName {
    case verifyMobileNumber = "verify_mobile_number"
    case authenticate
    case confirmDeletion = "confirm_deletion"
    case deletedNotification = "deleted_notification"
    case changedNotification = "changed_notification"
    case dataChange = "data_change"
    case accountClosure = "account_closure"
    case addLegalRepresentative = "add_legal_representative"
    case unauthorizedBusinessChange = "unauthorized_business_change"
    case sepaTransaction = "sepa_transaction"
    case batchSEPATransaction = "batch_sepa_transaction"
    case createStandingOrder = "create_standing_order"
    case cancelStandingOrder = "cancel_standing_order"
    case updateStandingOrder = "update_standing_order"
    case timedOrder = "timed_order"
    case threeDSOnlinePurchase = "three_ds_online_purchase"
    case walletEnrolment = "wallet_enrolment"

    /// The heading in the guide.
    public var title: String {
        switch self {
        case .verifyMobileNumber: "Verify mobile number"
        case .authenticate: "Authenticate (2FA)"
        case .confirmDeletion: "Confirm Deletion"
        case .deletedNotification: "Deleted Notification"
        case .changedNotification: "Changed Notification"
        case .dataChange: "Data Change (General)"
        case .accountClosure: "Account Closure"
        case .addLegalRepresentative: "Add Legal Representative"
        case .unauthorizedBusinessChange: "Unauthorized Biz Change"
        case .sepaTransaction: "SEPA Transaction"
        case .batchSEPATransaction: "Batch SEPA Transaction"
        case .createStandingOrder: "Create Standing Order"
        case .cancelStandingOrder: "Cancel Standing Order"
        case .updateStandingOrder: "Update Standing Order"
        case .timedOrder: "Timed Order"
        case .threeDSOnlinePurchase: "3DS Online Purchase"
        case .walletEnrolment: "Apple/Google Pay"
        }
    }

    /// The names of the variables.
    public var variables: [String] {
        switch self {
        case .verifyMobileNumber, .authenticate, .confirmDeletion, .dataChange: ["otp"]
        case .deletedNotification: ["number"]
        case .changedNotification: ["old_number", "new_number"]
        case .accountClosure: ["iban", "otp"]
        case .addLegalRepresentative: ["name", "iban", "otp"]
        case .unauthorizedBusinessChange: []
        case .sepaTransaction: ["iban", "amount", "otp"]
        case .batchSEPATransaction: ["count", "amount", "otp"]
        case .createStandingOrder, .cancelStandingOrder, .updateStandingOrder, .timedOrder: ["amount", "iban", "otp"]
        case .threeDSOnlinePurchase: ["passcode", "amount", "currency", "merchant"]
        case .walletEnrolment: ["wallet_name", "code"]
        }
    }

    /// The variable that holds the one-time password; nil for a text without one.
    public var codeVariable: String? { variables.first { ["otp", "passcode", "code"].contains($0) } }

    /// How long the password can be used, in seconds: a wallet's text promises 30 minutes, five are this project's
    /// choice for the others.
    public var codeLifetime: Int { self == .walletEnrolment ? 1800 : 300 }
}
