"""Search: lunr's index of each language, cut into shards that a page fetches as it needs them."""
