"""Of which country the outlets of a library are."""

from __future__ import annotations

from agent.store import Outlets, Published, Store
from agent.text.domains import home_of


def countries(store: Store) -> dict[str, str]:
    """Return the country of each outlet of which it is known, as an ISO 3166 code in lower case.

    A user's word goes first, then what is known of the outlet's address, then how that ends.
    """
    told = {outlet: home_of(address) for outlet, address in Published(store).addresses().items()}
    return {outlet: code for outlet, code in {**told, **Outlets(store).countries()}.items() if code}
