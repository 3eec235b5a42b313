"""A bank, a phone, an SMS inbox and a clock for pytest."""

from .bank import Bank, Clock, Customer, Inbox
from .http import Refused
from .phones import Phone, Phones
from .server import Server

__all__ = ["Bank", "Clock", "Customer", "Inbox", "Phone", "Phones", "Refused", "Server"]
