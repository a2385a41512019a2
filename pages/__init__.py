"""The page frame every room shares: GOV.UK Frontend without the crown, templates and assets."""
