"""Evidence → Claim: choosing and ordering what is said."""
