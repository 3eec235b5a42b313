import Testing

/// What the examples of `device` presuppose: a file of phones, and for some of them a bank that knows one.
enum DeviceExample {
    static func needsBank(_ example: String) -> Bool {
        ["device bind", "device approve", "device rotate", "--unbind"].contains { example.contains($0) }
    }

    /// The example beside a sandbox where `phone` is bound and a transfer waits.
    static func command(_ example: String) -> String {
        """
        timeout 60 countersign sandbox serve --port 0 --otp static --books seed.json > url 2> log & bank=$!
        until [ -s url ]; do sleep 0.1; done
        export COUNTERSIGN_BANK_URL=$(cat url) COUNTERSIGN_BANK_CLIENT_ID=me COUNTERSIGN_BANK_CLIENT_SECRET=secret
        token=$(curl -s -u me:secret -d grant_type=client_credentials $(cat url)/oauth2/token | cut -d'"' -f4)
        CHANGE_REQUEST=$(curl -s -d '{"person_id":"ada"}' -H "Authorization: Bearer $token" \
            $(cat url)/_sandbox/change_requests | cut -d'"' -f4)
        countersign device new phone --store ada.phones > /dev/null
        countersign device bind phone --store ada.phones --person ada --code 212212 > /dev/null
        \(example)
        code=$?; kill $bank; wait $bank; exit $code
        """
    }

    static func prepare(_ shell: Shell, for example: String) throws {
        guard example.contains("device") else { return }
        let key = needsBank(example) ? "true" : "countersign device import phone --store ada.phones --key phone.pem"
        let sealed =
            example.contains("--key sealed.pem")
            ? "countersign key convert phone.pem --to pkcs8 --new-passphrase-file passphrase.txt --out sealed.pem"
            : "true"
        let prepared = try shell.run(
            "countersign device new new --store ada.phones --no-passphrase && \(key) && \(sealed)")
        #expect(prepared.exitCode == 0, "\(prepared.errors)")
    }
}
