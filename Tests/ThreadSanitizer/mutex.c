/*
 * Mutex of Swift's Synchronization as ThreadSanitizer can follow it. Its fast path is inlined and so instrumented; a
 * contended lock is taken inside the standard library, which is not, and everything that the lock guards would be
 * reported as a race. Linked into the test bundle, this takes the place of that function.
 * Source: the standard library's Mutex on Linux: the word holds the owner's thread id, 0 when free.
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

__attribute__((swiftcall)) void lock_slow(uint32_t owner, __attribute__((swift_context)) _Atomic uint32_t *word)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void lock_slow(uint32_t owner, __attribute__((swift_context)) _Atomic uint32_t *word)
{
    uint32_t free = 0;
    while (!atomic_compare_exchange_weak_explicit(word, &free, owner, memory_order_acquire, memory_order_relaxed)) {
        free = 0;
        sched_yield();
    }
}
