// Package countersign is libcountersign for Go, through cgo: copy this folder and call what you need.
package countersign

/*
#cgo pkg-config: countersign
#include <countersign.h>
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// Formats and encodings of the header that the example uses.
const (
	SPKIPEM           = C.COUNTERSIGN_FORMAT_SPKI_PEM
	PKCS8EncryptedPEM = C.COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM
	Field             = C.COUNTERSIGN_ENCODING_FIELD
	RS                = C.COUNTERSIGN_ENCODING_RS
)

// Error is what a call reports. Status is its name ("key_format"), Code is finer, Offset is -1 where there is none.
type Error struct {
	Status, Code, Reason string
	Offset               int
}

func (e *Error) Error() string { return fmt.Sprintf("%s [%s]", e.Reason, e.Code) }

func failed(status C.countersign_status, failure *C.countersign_failure) error {
	if status == C.COUNTERSIGN_OK {
		return nil
	}
	offset := -1
	if failure.offset != C.COUNTERSIGN_NO_OFFSET {
		offset = int(failure.offset)
	}
	return &Error{
		Status: C.GoString(C.countersign_status_name(status)), Code: C.GoString(&failure.code[0]),
		Reason: C.GoString(&failure.reason[0]), Offset: offset,
	}
}

// Version is that of the library.
func Version() string { return C.GoString(C.countersign_version()) }

// start is the address of the first byte; an empty slice has none, and not nil would be an empty passphrase.
func start(bytes []byte) unsafe.Pointer {
	if len(bytes) == 0 {
		return nil
	}
	return unsafe.Pointer(&bytes[0])
}

// output calls with a buffer, and with a larger one where that was too small.
func output(call func(unsafe.Pointer, C.size_t, *C.size_t) C.countersign_status) ([]byte, C.countersign_status) {
	for capacity := 512; ; {
		buffer := make([]byte, capacity)
		var length C.size_t
		status := call(unsafe.Pointer(&buffer[0]), C.size_t(capacity), &length)
		if status != C.COUNTERSIGN_ERROR_BUFFER {
			return buffer[:length], status
		}
		capacity = int(length) + 1
	}
}

// Key is a P-256 key, private or public.
type Key struct{ handle C.countersign_handle }

// NewKey makes a private key.
func NewKey() (Key, error) {
	var key Key
	var failure C.countersign_failure
	status := C.countersign_key_new(&key.handle, &failure)
	return key, failed(status, &failure)
}

// ImportKey reads a key in whichever format it is.
func ImportKey(data, passphrase []byte) (Key, error) {
	var key Key
	var failure C.countersign_failure
	status := C.countersign_key_import(start(data), C.size_t(len(data)), start(passphrase),
		C.size_t(len(passphrase)), &key.handle, nil, &failure)
	return key, failed(status, &failure)
}

// Export writes the key in a format.
func (key Key) Export(format uint32, passphrase []byte) ([]byte, error) {
	var failure C.countersign_failure
	bytes, status := output(func(out unsafe.Pointer, capacity C.size_t, length *C.size_t) C.countersign_status {
		return C.countersign_key_export(key.handle, C.countersign_format(format), start(passphrase),
			C.size_t(len(passphrase)), out, capacity, length, &failure)
	})
	return bytes, failed(status, &failure)
}

// Close forgets the key. To close it twice is an error and does no harm.
func (key Key) Close() error {
	var failure C.countersign_failure
	return failed(C.countersign_key_close(key.handle, &failure), &failure)
}

// Sign makes the `signature` field of a challenge.
func (key Key) Sign(text string) (string, error) {
	bytes := []byte(text)
	var failure C.countersign_failure
	field, status := output(func(out unsafe.Pointer, capacity C.size_t, length *C.size_t) C.countersign_status {
		return C.countersign_sign(
			key.handle, start(bytes), C.size_t(len(bytes)), (*C.char)(out), capacity, length, &failure)
	})
	return string(field), failed(status, &failure)
}

// Verify says whether a field is this key's signature over a text. What is no signature at all is an error.
func (key Key) Verify(text, field string) (bool, error) {
	textBytes, fieldBytes := []byte(text), []byte(field)
	var failure C.countersign_failure
	status := C.countersign_verify(key.handle, start(textBytes), C.size_t(len(textBytes)), start(fieldBytes),
		C.size_t(len(fieldBytes)), &failure)
	if status == C.COUNTERSIGN_MISMATCH {
		return false, nil
	}
	return status == C.COUNTERSIGN_OK, failed(status, &failure)
}

// Explain is the JSON of a diagnosis and the code of its first finding.
func (key Key) Explain(text, field string) (json, code string, err error) {
	textBytes, fieldBytes := []byte(text), []byte(field)
	var failure C.countersign_failure
	bytes, status := output(func(out unsafe.Pointer, capacity C.size_t, length *C.size_t) C.countersign_status {
		return C.countersign_explain(key.handle, start(textBytes), C.size_t(len(textBytes)), start(fieldBytes),
			C.size_t(len(fieldBytes)), (*C.char)(out), capacity, length, &failure)
	})
	switch status {
	case C.COUNTERSIGN_OK:
		return string(bytes), "valid", nil
	case C.COUNTERSIGN_MISMATCH:
		return string(bytes), C.GoString(&failure.code[0]), nil
	}
	return "", "", failed(status, &failure)
}

// Convert writes a signature in another encoding.
func Convert(signature []byte, from, to uint32) ([]byte, error) {
	var failure C.countersign_failure
	bytes, status := output(func(out unsafe.Pointer, capacity C.size_t, length *C.size_t) C.countersign_status {
		return C.countersign_convert(C.countersign_encoding(from), start(signature), C.size_t(len(signature)),
			C.countersign_encoding(to), out, capacity, length, &failure)
	})
	return bytes, failed(status, &failure)
}
