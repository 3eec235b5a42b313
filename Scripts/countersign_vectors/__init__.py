"""Test vectors of Countersign from plain integers: no crypto library, standard library only.

An implementation of its own on purpose: what OpenSSL or the kernels get wrong must not be able to
reach the files that judge them.
"""
