"""The demonstration: a believable think tank, plainly fictional people. Never on a site that is live."""
