import CountersignAPI

// What the reference prints at an operation. Source: Solaris API reference, Confirm change request.
extension BodySchema {
    /// Bodies that an operation takes, by name. The reference prints the members alone: which values go together, and
    /// the ids, are this project's choice.
    static func requestExamples(_ endpoint: Endpoint) -> JSONObject {
        guard endpoint == .confirmChangeRequest else { return [:] }
        return [
            "otp": ["person_id": "69c673883853eafb2da9157de2bdaa05cper", "tan": "212212"],
            "signature": ["device_id": "5f2b1c0e9d8a47b6a3c4d5e6f7081929", "signature": .string(signature)],
        ]
    }

    /// What an operation answers with this status, by name.
    static func answerExamples(_ endpoint: Endpoint, status: Int, shape: ErrorShape) -> JSONObject {
        guard endpoint == .confirmChangeRequest else { return [:] }
        var examples = JSONObject()
        if status == endpoint.success.first {
            examples["published"] = confirmed
        } else if let error = errors.first(where: { $0.status == status }) {
            examples["published"] = try? WireJSON.value(of: ErrorBody(error, shape: shape))
        }
        return examples
    }

    private static let confirmed: JSONValue = [
        "id": "b520ce9090c44a989149fe7f2f94a785", "status": "COMPLETED",
        "updated_at": "2021-12-22T15:05:33.634+00:00",
        "response_body": ["id": "69c673883853eafb2da9157de2bdaa05cper"], "response_code": 202,
    ]

    private static let errors: [ErrorEntry] = {
        let limited = PhoneNumber("+491520555555").map { number in
            ErrorEntry.smsRequestRateLimitExceeded(for: number, id: "ed5de352-85ea-4ad2-ac5d-3c75e48ef183")
        }
        return [
            .buildPaginationHeadersFailure(id: "a95f2aaf-4e0c-4d49-8021-8a16a884ed86"),
            .unauthorizedAction(id: "a95f2aaf-4e0c-4d49-8021-8a16a884ed86"),
            .invalidSignature(signature, id: "ed5de352-85ea-4ad2-ac5d-3c75e48ef183"),
            .genericError(id: "e8915041-9d8c-4d96-9dd1-04e8522ecdbf"),
        ] + [limited].compactMap(\.self)
    }()

    private static let signature =
        "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225022100"
        + "c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb"
}
