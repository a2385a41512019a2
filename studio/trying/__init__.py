"""Trying it: live and draft side by side, in chat and on the phone, with why each answered as it did."""
