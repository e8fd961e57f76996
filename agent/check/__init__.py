"""Claim → Verdict: comparing what a claim says with what its citations say."""
