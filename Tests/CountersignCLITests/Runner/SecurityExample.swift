/// The examples of `countersign security` need a platform and a session in it.
enum SecurityExample {
    /// The example with a sandbox of its own, or nil for an example that needs none.
    static func command(_ example: String) -> String? {
        guard example.hasPrefix("countersign security") else { return nil }
        return """
            echo 'Passw0rd!' > password.txt
            timeout 60 countersign sandbox serve --port 0 --otp static > url 2> log & bank=$!
            until [ -s url ]; do sleep 0.1; done
            export URL=$(cat url)
            \(example.contains("security login") ? "" : preparation)
            \(example)
            code=$?; kill $bank; wait $bank; exit $code
            """
    }

    private static let preparation = """
        countersign security login --url $URL --user partner01 --password-file password.txt > /dev/null
        post() { curl -s -X $1 -H "Authorization: $(sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/' security-session.json)" \
            -d "$3" $URL/_sandbox/security-v2/$2; }
        transfer() { post POST transfers '{"consumer_id":21,"sca_type":'$1'}' | cut -d'"' -f6; }
        post PUT consumers/21 '{"number":"+491512345678"}' > /dev/null
        REFERENCE=$(transfer 1); OWN=$(transfer 0); FAILED=$(transfer 1)
        countersign security authorize $FAILED --code 00000000 > /dev/null 2>&1
        DEVICE_ID=$(post POST sdk-devices '{"consumer_id":21,"name":"phone","key":"\(Fixture.point)"}' |
            sed 's/[^0-9]*\\([0-9]*\\).*/\\1/')
        """
}
