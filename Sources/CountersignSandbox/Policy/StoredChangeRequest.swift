import CountersignAPI

/// A change request in the books, and what its state means at a moment.
struct StoredChangeRequest: Sendable, Equatable {
    /// For whom the action is executed.
    enum Owner: Sendable, Equatable {
        case person(Identifier)
        case business(Identifier)
    }

    /// What the last authorize call settled.
    struct Authorization: Sendable, Equatable {
        var method: DeliveryMethod
        /// Who received the OTP, or whose device signs.
        var personID: Identifier
        var deviceID: Identifier?
        var keyPurpose: KeyPurpose?
        /// The text to be signed; nil where an OTP is asked for.
        var stringToSign: String?
        var expiresAt: Timestamp
        /// Wrong signatures that are still allowed; OTPs count their own tries.
        var attemptsLeft: Int
    }

    let id: Identifier
    let owner: Owner
    let action: ChangeRequestAction
    var status: ChangeRequestStatus
    var authorization: Authorization?
    /// The card payment that it decides, for or against; nil for any other.
    var paymentID: Identifier?
    /// When it has expired, be it authorized or not; nil where only the authorization expires.
    var endsAt: Timestamp?
    /// When the execution of an accepted change request ends.
    var completesAt: Timestamp?
    var result: ActionResult?
    var updatedAt: Timestamp

    /// The change request as it stands at a moment: what has waited too long has expired, what was accepted is done
    /// once its time has come. Nothing has to be written for that.
    func settled(at now: Timestamp) -> StoredChangeRequest {
        var request = self
        switch status {
        case .authorizationRequired, .confirmationRequired:
            guard let expiry = [authorization?.expiresAt, endsAt].compactMap(\.self).min(), now >= expiry else { break }
            request.status = .expired
            request.updatedAt = expiry
        case .accepted:
            guard let completesAt, now >= completesAt else { break }
            request.status = action.fails ? .failed : .completed
            request.updatedAt = completesAt
        default: break
        }
        return request
    }

    /// What authorize, confirm and reading answer; the result only once the action was executed.
    var wire: ChangeRequest {
        let result = status == .completed ? result : nil
        return ChangeRequest(
            id: id, status: status, updatedAt: updatedAt, responseBody: result?.body, responseCode: result?.code)
    }

    /// What the call answers that needs the customer's authorization first.
    func triggered() throws(CountersignAPIError) -> TriggeredChangeRequest {
        TriggeredChangeRequest(
            id: id, status: status, updatedAt: updatedAt, url: try Endpoint.authorizeChangeRequest.path(id))
    }
}
