/*
 * libcountersign from C: sign, verify, explain, verify many at once, and what errors look like.
 *
 *     cc use_countersign.c $(pkg-config --cflags --libs countersign) -o use_countersign
 *
 * Examples/Python, Examples/Go and Examples/Java print the same lines.
 */
#include <countersign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(countersign_status status, const char *what, const countersign_failure *failure) {
    if (status == COUNTERSIGN_OK) return;
    fprintf(stderr, "%s: %s: %s\n", what, countersign_status_name(status), failure->reason);
    exit(70);
}

/* The bank's documented key, one-time password and signature. */
static const char bank_key[] =
    "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
    "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c";
static const char bank_text[] = "212212";
static const char bank_field[] =
    "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
    "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade";

static void check_the_banks_sample(void) {
    countersign_failure failure;
    countersign_handle key = 0;
    must(countersign_key_import(bank_key, strlen(bank_key), NULL, 0, &key, NULL, &failure), "import", &failure);
    countersign_status status =
        countersign_verify(key, bank_text, strlen(bank_text), bank_field, strlen(bank_field), &failure);
    printf("bank's sample: %s\n", countersign_status_name(status));
    must(countersign_key_close(key, &failure), "close", &failure);
}

static void sign_and_explain(countersign_handle key) {
    countersign_failure failure;
    const char *text = "Zahlung über 10,00 EUR";
    char field[COUNTERSIGN_FIELD_CAPACITY];
    size_t length = 0;
    must(countersign_sign(key, text, strlen(text), field, sizeof field, &length, &failure), "sign", &failure);
    countersign_status status = countersign_verify(key, text, strlen(text), field, length, &failure);
    printf("own signature: %s\n", countersign_status_name(status));
    status = countersign_verify(key, "another text", 12, field, length, &failure);
    printf("another text: %s\n", countersign_status_name(status));

    uint8_t rs[64];
    must(countersign_convert(COUNTERSIGN_ENCODING_FIELD, field, length, COUNTERSIGN_ENCODING_RS, rs, sizeof rs, &length,
                             &failure), "convert", &failure);
    printf("as r||s: %zu bytes\n", length);

    /* The classic: a file was signed, with the newline at its end. */
    char json[COUNTERSIGN_EXPLANATION_CAPACITY];
    must(countersign_sign(key, "212212\n", 7, field, sizeof field, &length, &failure), "sign", &failure);
    status = countersign_explain(key, "212212", 6, field, length, json, sizeof json, NULL, &failure);
    printf("newline signed: %s, %s\n", countersign_status_name(status), failure.code);
    if (strstr(json, "\"code\":\"text_newline_added\"") == NULL) exit(70);
}

static void verify_many(countersign_handle key) {
    countersign_failure failure;
    countersign_handle verifier = 0;
    uint64_t enrolled = 0;
    char field[COUNTERSIGN_FIELD_CAPACITY];
    size_t length = 0;
    must(countersign_verifier_new(NULL, 0, COUNTERSIGN_TABLES_ON_SECOND_USE, &verifier, &failure), "new", &failure);
    must(countersign_verifier_enrol(verifier, key, "phone-1", 7, &enrolled, &failure), "enrol", &failure);
    must(countersign_sign(key, "123456", 6, field, sizeof field, &length, &failure), "sign", &failure);

    static const uint8_t no_point[65] = {4};
    const countersign_item items[] = {
        {.enrolled = enrolled, .text = "123456", .text_length = 6, .field = field, .field_length = length},
        {.id = "phone-1", .id_length = 7, .text = "123457", .text_length = 6, .field = field, .field_length = length},
        {.id = "phone-1", .id_length = 7, .text = "123456", .text_length = 6, .field = "30", .field_length = 2},
        {.id = "phone-2", .id_length = 7, .text = "123456", .text_length = 6, .field = field, .field_length = length},
        {.point = no_point, .text = "123456", .text_length = 6, .field = field, .field_length = length},
    };
    enum { count = sizeof items / sizeof items[0] };
    countersign_verdict verdicts[count];
    must(countersign_verifier_verify(verifier, items, count, verdicts, &failure), "verify", &failure);
    printf("batch:");
    for (size_t i = 0; i < count; i++) printf(" %s", countersign_verdict_name(verdicts[i].code));
    printf("\n");
    must(countersign_verifier_close(verifier, &failure), "close", &failure);
}

static void show_errors(countersign_handle key) {
    countersign_failure failure;
    countersign_status status = countersign_verify(key, "212212", 6, "3006020100020101", 16, &failure);
    printf("malformed field: %s, %s at %u\n", countersign_status_name(status), failure.code, failure.offset);

    /* A buffer that is too small says how long it must be; nothing was written. */
    char *pem = NULL;
    size_t length = 0;
    status = countersign_key_export(key, COUNTERSIGN_FORMAT_SPKI_PEM, NULL, 0, NULL, 0, &length, &failure);
    printf("no buffer: %s, %zu bytes and a NUL\n", countersign_status_name(status), length);
    if ((pem = malloc(length + 1)) == NULL) exit(70);
    must(countersign_key_export(key, COUNTERSIGN_FORMAT_SPKI_PEM, NULL, 0, pem, length + 1, &length, &failure),
         "export", &failure);
    printf("public key: %.26s\n", pem);
    free(pem);

    char secret[COUNTERSIGN_KEY_CAPACITY];
    countersign_handle copy = 0;
    must(countersign_key_export(key, COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM, "correct horse", 13, secret, sizeof secret,
                                &length, &failure), "export", &failure);
    status = countersign_key_import(secret, length, "battery staple", 14, &copy, NULL, &failure);
    printf("wrong passphrase: %s\n", countersign_status_name(status));
    memset(secret, 0, sizeof secret);

    must(countersign_key_close(key, &failure), "close", &failure);
    status = countersign_key_close(key, &failure);
    printf("closed twice: %s\n", countersign_status_name(status));
}

int main(void) {
    countersign_failure failure;
    countersign_handle key = 0;
    printf("version %s\n", countersign_version());
    check_the_banks_sample();
    must(countersign_key_new(&key, &failure), "new", &failure);
    sign_and_explain(key);
    verify_many(key);
    show_errors(key);
    return 0;
}
