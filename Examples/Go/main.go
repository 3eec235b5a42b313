// libcountersign from Go: sign, verify, explain, verify many at once, and what errors look like.
// Prints the lines that Examples/C/use_countersign.c prints.
package main

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"sync"

	"example.com/use-countersign/countersign"
)

const (
	bankKey = "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da" +
		"9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c"
	bankField = "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8" +
		"02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func word(isValid bool, err error) string {
	if must(isValid, err) {
		return "ok"
	}
	return "mismatch"
}

func failure(err error) *countersign.Error {
	var found *countersign.Error
	if !errors.As(err, &found) {
		log.Fatal("expected an error, found ", err)
	}
	return found
}

func main() {
	fmt.Println("version", countersign.Version())
	bank := must(countersign.ImportKey([]byte(bankKey), nil))
	fmt.Println("bank's sample:", word(bank.Verify("212212", bankField)))
	must(0, bank.Close())

	key := must(countersign.NewKey())
	text := "Zahlung über 10,00 EUR"
	field := must(key.Sign(text))
	fmt.Println("own signature:", word(key.Verify(text, field)))
	fmt.Println("another text:", word(key.Verify("another text", field)))
	rs := must(countersign.Convert([]byte(field), countersign.Field, countersign.RS))
	fmt.Println("as r||s:", len(rs), "bytes")
	json, code, err := key.Explain("212212", must(key.Sign("212212\n")))
	if err != nil || !strings.Contains(json, `"code":"text_newline_added"`) {
		log.Fatal(json, err)
	}
	fmt.Println("newline signed: mismatch,", code)

	verifyMany(key)

	_, err = key.Verify("212212", "3006020100020101")
	fmt.Printf("malformed field: %s, %s at %d\n", failure(err).Status, failure(err).Code, failure(err).Offset)
	length, err := countersign.PublicKeyLength(key)
	fmt.Printf("no buffer: %s, %d bytes and a NUL\n", failure(err).Status, length)
	pem := must(key.Export(countersign.SPKIPEM, nil))
	fmt.Println("public key:", strings.SplitN(string(pem), "\n", 2)[0])
	secret := must(key.Export(countersign.PKCS8EncryptedPEM, []byte("correct horse")))
	_, err = countersign.ImportKey(secret, []byte("battery staple"))
	fmt.Println("wrong passphrase:", failure(err).Status)
	must(0, key.Close())
	fmt.Println("closed twice:", failure(key.Close()).Status)
}

func verifyMany(key countersign.Key) {
	verifier := must(countersign.NewVerifier())
	number := must(verifier.Enrol(key, "phone-1"))
	field := must(key.Sign("123456"))
	questions := []countersign.Question{
		{Enrolled: number, Text: "123456", Field: field},
		{ID: "phone-1", Text: "123457", Field: field},
		{ID: "phone-1", Text: "123456", Field: "30"},
		{ID: "phone-2", Text: "123456", Field: field},
		{Point: append([]byte{4}, make([]byte, 64)...), Text: "123456", Field: field},
	}
	// Each call verifies on its own thread: goroutines that share a verifier use all cores.
	answers := make([][]string, 8)
	var group sync.WaitGroup
	for i := range answers {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			answers[i] = must(verifier.Verify(questions))
		}(i)
	}
	group.Wait()
	for _, answer := range answers {
		if fmt.Sprint(answer) != fmt.Sprint(answers[0]) {
			log.Fatal("goroutines disagree")
		}
	}
	fmt.Println("batch:", strings.Join(answers[0], " "))
	must(0, verifier.Close())
}
