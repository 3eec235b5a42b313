/// What the examples of `change-request` presuppose: a bank that knows a person with a phone, and a change that waits.
enum ChangeRequestExample {
    /// The example beside a sandbox.
    static func command(_ example: String) -> String {
        """
        echo '{"persons":[{"id":"ada","number":"+491512345678","devices":[{"id":"phone","keys":[
        {"key":"\(Fixture.point)"}]}]}]}' > books.json
        timeout 60 countersign sandbox serve --port 0 --books books.json > url 2> log & bank=$!
        until [ -s url ]; do sleep 0.1; done
        export COUNTERSIGN_BANK_URL=$(cat url) COUNTERSIGN_BANK_CLIENT_ID=me COUNTERSIGN_BANK_CLIENT_SECRET=secret
        token=$(curl -s -u me:secret -d grant_type=client_credentials $(cat url)/oauth2/token | cut -d'"' -f4)
        ID=$(curl -s -d '{"person_id":"ada"}' -H "Authorization: Bearer $token" \
            $(cat url)/_sandbox/change_requests | cut -d'"' -f4)
        PERSON=ada DEVICE=phone
        \(example)
        code=$?; kill $bank; wait $bank; exit $code
        """
    }
}
