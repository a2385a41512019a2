"""The sentence encoder: 384 numbers that say what a sentence means. Built once; NOTICE.md names whose it is."""
