"""Danger, safeguarding, distress and abuse, heard before and apart from the enquiry classifier."""
