package countersign

/*
#include <countersign.h>
#include <stdlib.h>
*/
import "C"

import "unsafe"

// Verifier verifies many signatures at once; keys are enrolled under ids. Goroutines may share one.
type Verifier struct{ handle C.countersign_handle }

// Question names a key (by the number of Enrol, an id, or a point of 65 bytes), a text and a field.
type Question struct {
	Enrolled    uint64
	ID          string
	Point       []byte
	Text, Field string
}

// NewVerifier makes a verifier with the best kernel of this machine.
func NewVerifier() (Verifier, error) {
	var verifier Verifier
	var failure C.countersign_failure
	status := C.countersign_verifier_new(nil, 0, C.COUNTERSIGN_TABLES_ON_SECOND_USE, &verifier.handle, &failure)
	return verifier, failed(status, &failure)
}

// Enrol returns the number that names the key in questions.
func (verifier Verifier) Enrol(key Key, id string) (uint64, error) {
	bytes := []byte(id)
	var number C.uint64_t
	var failure C.countersign_failure
	status := C.countersign_verifier_enrol(
		verifier.handle, key.handle, start(bytes), C.size_t(len(bytes)), &number, &failure)
	return uint64(number), failed(status, &failure)
}

// Verify returns the names of the verdicts, in order.
func (verifier Verifier) Verify(questions []Question) ([]string, error) {
	if len(questions) == 0 {
		return nil, nil
	}
	// C must not be given Go memory that holds pointers to Go memory: items and their bytes are copied to C's, in
	// one piece.
	size := 0
	for _, question := range questions {
		size += len(question.ID) + len(question.Point) + len(question.Text) + len(question.Field)
	}
	itemBytes := len(questions) * int(C.sizeof_countersign_item)
	memory := C.calloc(1, C.size_t(itemBytes+size+1))
	defer C.free(memory)
	items := unsafe.Slice((*C.countersign_item)(memory), len(questions))
	arena := unsafe.Slice((*byte)(unsafe.Add(memory, itemBytes)), size+1)
	used := 0
	place := func(text string) (unsafe.Pointer, C.size_t) {
		address := unsafe.Pointer(&arena[used])
		used += copy(arena[used:], text)
		return address, C.size_t(len(text))
	}
	for i, question := range questions {
		item := &items[i]
		item.enrolled = C.uint64_t(question.Enrolled)
		if question.Point != nil {
			item.point, _ = place(string(question.Point))
		} else if question.Enrolled == 0 {
			item.id, item.id_length = place(question.ID)
		}
		item.text, item.text_length = place(question.Text)
		item.field, item.field_length = place(question.Field)
	}
	verdicts := make([]C.countersign_verdict, len(questions))
	var failure C.countersign_failure
	status := C.countersign_verifier_verify(verifier.handle, &items[0], C.size_t(len(items)), &verdicts[0], &failure)
	names := make([]string, len(verdicts))
	for i, verdict := range verdicts {
		names[i] = C.GoString(C.countersign_verdict_name(verdict.code))
	}
	return names, failed(status, &failure)
}

// Close forgets the verifier and its keys.
func (verifier Verifier) Close() error {
	var failure C.countersign_failure
	return failed(C.countersign_verifier_close(verifier.handle, &failure), &failure)
}

// PublicKeyLength asks for the length of an export without giving a buffer: the answer is the error "buffer".
func PublicKeyLength(key Key) (int, error) {
	var length C.size_t
	var failure C.countersign_failure
	status := C.countersign_key_export(key.handle, SPKIPEM, nil, 0, nil, 0, &length, &failure)
	return int(length), failed(status, &failure)
}
