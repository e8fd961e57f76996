"""The store of record: articles, their versions, the briefings and what those rest on."""

from agent.store.accounts import Accounts, PassKind
from agent.store.adding import Outcome
from agent.store.conversations import Conversations
from agent.store.digest_turns import Turns
from agent.store.digests import Orders, digest_called
from agent.store.erasing import Erasing
from agent.store.failing import Failing
from agent.store.followed import Followed, Outage
from agent.store.kept import BriefingEntry
from agent.store.missing import Missing
from agent.store.opinions import Opinions, all_opinions
from agent.store.outlets import Outlets
from agent.store.overview import Overview, Standing
from agent.store.published import Published, Told
from agent.store.shares import Shares
from agent.store.spending import Spending, Wish
from agent.store.store import Counts, Store
from agent.store.stories import Filed, Grouped, KeptStories
from agent.store.watches import Watches

__all__ = [
    "Accounts",
    "BriefingEntry",
    "Conversations",
    "Counts",
    "Erasing",
    "Failing",
    "Filed",
    "Followed",
    "Grouped",
    "KeptStories",
    "Missing",
    "Opinions",
    "Orders",
    "Outage",
    "Outcome",
    "Outlets",
    "Overview",
    "PassKind",
    "Published",
    "Shares",
    "Spending",
    "Standing",
    "Store",
    "Told",
    "Turns",
    "Watches",
    "Wish",
    "all_opinions",
    "digest_called",
]
